using System.CommandLine;
using MCUNetV2.Training;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Native;

TorchLibrary.Prepare();
RootCommand root = new("Trains classifiers that fit microcontrollers")
{
    new TrainCommand(), new ExportCommand(), new TeachCommand(),
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
