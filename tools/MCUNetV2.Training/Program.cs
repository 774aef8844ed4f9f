// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli;
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Native;

const string Farewell = "stopped; the same command goes on from the last finished epoch";

// A batch that is being computed when Ctrl-C comes is finished first, as a rule.
Interruption.Grace = TimeSpan.FromSeconds(10);
using Interruption interruption = new(Farewell);
int code = (int)CommandLineTool.Run(CreateRoot, args, Console.Out, Console.Error, interruption.Token, Farewell);
if (interruption.Token.IsCancellationRequested)
{
    // Threads that prepare batches may still be inside libtorch.
    Interruption.End(code);
}

return code;

static RootCommand CreateRoot()
{
    TorchLibrary.Prepare();
    TrainCommand train = new() { new ExportCommand(), new TeachCommand(), new DetectCommand(), new AdaptCommand(), new AverageCommand(), new CompareCommand(), new SupernetCommand() };
    return new RootCommand("Trains classifiers that fit microcontrollers") { train, new JudgedSearchCommand() };
}
