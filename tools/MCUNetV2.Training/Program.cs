using System.CommandLine;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Interop;
using MCUNetV2.Training;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Native;

TorchLibrary.Prepare();
NativeLibraryLocator.Register(typeof(Plan).Assembly);
RootCommand root = new("Trains classifiers that fit microcontrollers")
{
    new TrainCommand(), new ExportCommand(), new TeachCommand(), new CompareCommand(),
};
ParseResult parsed = root.Parse(args);
try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (Failure.Explain(exception) is { } known)
{
    Console.Error.WriteLine($"mcunet: {known.Message}");
    return known.Code;
}
