// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Commands;

/// <summary><c>adapt</c>: a trained network of others in our form, with the layers that a configuration has.</summary>
internal sealed class AdaptCommand : AdaptVerb
{
    public AdaptCommand() => SetAction(Run);

    private int Run(ParseResult result)
    {
        NetworkConfiguration configuration = NetworkConfiguration.Load(result.GetRequiredValue(Configuration).FullName);
        using Classifier network = new(configuration, dropoutRate: 0);
        TransplantReport.Write(Console.Out, Transplant.Apply(BackboneFile.Load(result.GetRequiredValue(StartFrom).FullName), network));
        // The last layer is nobody's yet, and how often statistics were taken does not matter.
        Dictionary<string, StoredTensor> tensors = new(
            ModuleState.Read(network, "").Where(entry => !entry.Key.StartsWith(Classifier.OutputPlace, StringComparison.Ordinal) && !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)));
        OutputFile.Write(result.GetRequiredValue(Output).FullName, new SafeTensors(tensors, new Dictionary<string, string>()).ToBytes(half: true));
        return 0;
    }
}
