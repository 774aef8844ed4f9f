// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Commands;

/// <summary><c>average</c>: several checkpoints to the mean of their weights.</summary>
internal sealed class AverageCommand : AverageVerb
{
    public AverageCommand() => SetAction(Run);

    private int Run(ParseResult result)
    {
        FileInfo[] files = result.GetRequiredValue(Checkpoints);
        SafeTensors mean = WeightMean.Of([.. files.Select(file => (file.FullName, SafeTensors.Load(file.FullName)))]);
        OutputFile.Write(result.GetRequiredValue(Output).FullName, mean.ToBytes());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.GetRequiredValue(Output)}: {mean.Tensors.Count} tensors, the mean of {files.Length} files"));
        return 0;
    }
}
