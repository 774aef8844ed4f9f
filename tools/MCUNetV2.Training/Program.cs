using System.CommandLine;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Native;

TorchLibrary.Prepare();
RootCommand root = new("Trains MCUNet-style classifiers for microcontrollers") { new TrainCommand(), new ExportCommand() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is InvalidDataException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped; the same command goes on from the last finished epoch.");
    return 130;
}
