// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.Networks.Search;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Supernets;

namespace MCUNetV2.Training.Commands;

/// <summary><c>supernet</c>: pictures and a space to weights that every network of the space shares.</summary>
internal sealed class SupernetCommand : SupernetVerb
{
    public SupernetCommand() => SetAction((result, cancellation) => Task.Run(() => Run(result, cancellation), cancellation));

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        ComputeDevice.Use(result, Runs);
        SearchSpace space = SearchSpace.Load(result.GetRequiredValue(Space).FullName);
        LearningMaterial material = new(result, Pictures, space.Classes);
        TrainingOptions options = OptionsOf(material, result.GetValue(Lengths.Epochs), result.GetValue(Runs.BatchSize), result.GetValue(Rate), result.GetValue(Runs.Seed)) with
        {
            HintWeight = result.GetValue(Pictures.HintWeight),
        };
        new SupernetTraining(
            space,
            result.GetRequiredValue(Output).FullName,
            options,
            result.GetValue(Lengths.LargestEpochs),
            result.GetValue(Subnetworks),
            result.GetValue(Lengths.StartFrom),
            result.GetValue(Runs.Restart)).Run(material, Console.Out, cancellation);
        return 0;
    }

    /// <summary>How fast a supernet learns.</summary>
    internal static TrainingOptions OptionsOf(LearningMaterial material, int epochs, int batch, double rate, int seed) =>
        TrainingOptions.Standard with { Epochs = epochs, BatchSize = batch, LearningRate = rate, Views = material.Views, Seed = seed };
}
