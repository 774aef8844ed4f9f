using System.CommandLine;
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Commands;

/// <summary><c>adapt</c>: a trained network of others in our form, with the layers that a configuration has. This made models/backbone.</summary>
internal sealed class AdaptCommand : Command
{
    private readonly Argument<FileInfo> _configuration = new("CONFIG") { Description = "Network configuration, a JSON file" };
    private readonly Option<FileInfo> _startFrom = new("--start-from") { Description = "The trained network, as for train", Required = true };
    private readonly Option<FileInfo> _output = new("--output", "-o") { Description = "The safetensors file to write, in half precision", Required = true };

    public AdaptCommand()
        : base("adapt", "Take a trained network's layers over into a configuration, without training")
    {
        Add(_configuration);
        foreach (Option option in new Option[] { _startFrom, _output })
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        NetworkConfiguration configuration = NetworkConfiguration.Load(result.GetRequiredValue(_configuration).FullName);
        using Classifier network = new(configuration, dropoutRate: 0);
        TransplantReport.Write(Console.Out, Transplant.Apply(BackboneFile.Load(result.GetRequiredValue(_startFrom).FullName), network));
        // The last layer is nobody's yet, and how often statistics were taken does not matter.
        Dictionary<string, StoredTensor> tensors = new(
            ModuleState.Read(network, "").Where(entry => !entry.Key.StartsWith(Classifier.OutputPlace, StringComparison.Ordinal) && !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)));
        OutputFile.Write(result.GetRequiredValue(_output).FullName, new SafeTensors(tensors, new Dictionary<string, string>()).ToBytes(half: true));
        return 0;
    }
}
