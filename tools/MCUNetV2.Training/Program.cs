// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Usage;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Interop;
using MCUNetV2.Training;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Native;

TorchLibrary.Prepare();
NativeLibraryLocator.Register(typeof(Plan).Assembly);
TrainCommand train = new() { new ExportCommand(), new TeachCommand(), new DetectCommand(), new AdaptCommand(), new CompareCommand() };
RootCommand root = new("Trains classifiers that fit microcontrollers") { train };
ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"mcunet: {UsageMessage.Describe(parsed)}");
    return Failure.Usage;
}

// A batch that is being computed when Ctrl-C comes is finished first, as a rule.
Interruption.Grace = TimeSpan.FromSeconds(10);
using Interruption interruption = new(Failure.Stopped);
int code;
try
{
    code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
}
catch (Exception exception)
{
    (code, string message) = Failure.Explain(exception);
    Console.Error.WriteLine($"mcunet: {message}");
}

if (interruption.Token.IsCancellationRequested)
{
    // Threads that prepare batches may still be inside libtorch.
    Interruption.End(code);
}

return code;
