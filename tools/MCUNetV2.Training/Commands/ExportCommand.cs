using System.CommandLine;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Simulation;

namespace MCUNetV2.Training.Commands;

/// <summary><c>export</c>: a checkpoint to an int8 .tflite.</summary>
internal sealed class ExportCommand : Command
{
    private readonly Argument<FileInfo> _configuration = new("CONFIG") { Description = "Network configuration, a JSON file" };
    private readonly Option<string[]> _data = new("--data") { Description = "The data set that the network was trained on; calibrates the ranges", Required = true };
    private readonly Option<FileInfo> _checkpoint = new("--checkpoint") { Description = "Checkpoint of the training", Required = true };
    private readonly Option<FileInfo> _output = new("--output", "-o") { Description = "The .tflite to write", Required = true };
    private readonly Option<string?> _classes = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the configuration's)" };
    private readonly Option<int> _pictures = new("--pictures") { Description = "Calibration pictures", DefaultValueFactory = _ => CalibrationPictures.Enough };
    private readonly Option<RangeMethod> _ranges = new("--ranges") { Description = "How ranges are chosen; quantisation-aware training has chosen them already", DefaultValueFactory = _ => RangeMethod.Mse };

    public ExportCommand()
        : base("export", "Write a checkpoint as an int8 .tflite")
    {
        Add(_configuration);
        foreach (Option option in new Option[] { _data, _checkpoint, _output, _classes, _pictures, _ranges })
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        NetworkConfiguration configuration = NetworkConfiguration.Load(result.GetRequiredValue(_configuration).FullName);
        IReadOnlyList<string> folders = result.GetValue(_classes)?.Split(',') ?? configuration.Classes;
        DataSet data = DataSet.Load(result.GetRequiredValue(_data), folders, configuration.InputSize);
        TrainedNetwork network = Load(result.GetRequiredValue(_checkpoint).FullName, configuration, result.GetValue(_ranges));
        ModelExport.Write(network, configuration, data, result.GetValue(_pictures), result.GetRequiredValue(_output).FullName, Console.Out);
        return 0;
    }

    private static TrainedNetwork Load(string checkpoint, NetworkConfiguration configuration, RangeMethod ranges)
    {
        CheckpointKind kind = Checkpoint.KindOf(checkpoint);
        if (kind == CheckpointKind.Float)
        {
            Classifier network = new(configuration, 0);
            Console.WriteLine($"{Checkpoint.LoadAverage(checkpoint, kind, network)} epochs");
            return TrainedNetwork.From(network, configuration, ranges);
        }

        SimulatedClassifier simulated = SimulatedClassifier.Untrained(configuration);
        Console.WriteLine($"{Checkpoint.LoadAverage(checkpoint, kind, simulated)} quantisation-aware epochs");
        return simulated.ToTrained();
    }
}
