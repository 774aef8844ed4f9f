using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Deployment;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Simulation;
using MCUNetV2.Training.Teachers;

namespace MCUNetV2.Training.Commands;

/// <summary><c>train</c>: pictures and a configuration to checkpoints.</summary>
internal sealed class TrainCommand : Command
{
    private readonly Argument<FileInfo> _configuration = new("CONFIG") { Description = "Network configuration, a JSON file" };
    private readonly Option<string[]> _data = new("--data") { Description = "Folder with one folder a class, with manifest.csv or boxes.jsonl and tar files; may be given several times", Required = true };
    private readonly Option<DirectoryInfo> _output = new("--output", "-o") { Description = "Folder for checkpoints, history and the exported model", Required = true };
    private readonly Option<string?> _classes = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the configuration's)" };
    private readonly Option<FileInfo?> _softLabels = new("--soft-labels") { Description = "CSV of a teacher's probabilities: file, then one column a class" };
    private readonly Option<float> _teacherShare = new("--teacher-share") { Description = "Weight of the teacher against the label, 0 to 1", DefaultValueFactory = _ => 0.6f };
    private readonly Option<FileInfo?> _hints = new("--hints") { Description = "A teacher's feature vectors, to be predicted beside the classes" };
    private readonly Option<double> _hintWeight = new("--hint-weight") { Description = "Weight of the feature vectors in the loss", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _teachers = new("--teacher") { Description = "An int8 .tflite classifier that judges every augmented view beside the label, FILE or FILE@SIZE to run it at another input size; may be given several times" };
    private readonly Option<FileInfo?> _startFrom = new("--start-from") { Description = "Checkpoint of another training of the same network, to begin with its weights instead of random ones" };
    private readonly Option<string> _emphasis = new("--emphasis") { Description = "How often a source's pictures appear: source=weight,...; 1 for the others", DefaultValueFactory = _ => "" };
    private readonly Option<double> _smallShare = new("--small-share") { Description = "Share of the epochs, the first ones, that see pictures of four fifths the size, which is faster", DefaultValueFactory = _ => 0.5 };
    private readonly Option<int> _epochs = new("--epochs") { Description = "Passes over the training pictures", DefaultValueFactory = _ => 60 };
    private readonly Option<int> _quantizedEpochs = new("--quantisation-aware-epochs") { Description = "Further passes, in which the network computes as it will in int8", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _batch = new("--batch") { Description = "Pictures a step", DefaultValueFactory = _ => 96 };
    private readonly Option<double> _rate = new("--learning-rate") { Description = "Peak learning rate", DefaultValueFactory = _ => 3e-3 };
    private readonly Option<string> _device = new("--device") { Description = "Where to compute: cpu, cuda, or auto, which takes CUDA where there is one", DefaultValueFactory = _ => ComputeDevice.Auto };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _restart = new("--restart") { Description = "Ignore an existing checkpoint" };

    public TrainCommand()
        : base("train", "Train a network on labelled pictures and export it as an int8 .tflite. The same command goes on where an interrupted run stopped.\n\n"
            + "Example: photographs in pictures/person and pictures/no person\n"
            + "  mcunet train models/vww/config.json --data pictures -o out/mine --epochs 40\n"
            + "  mcunet eval out/mine/person_vww.tflite --dataset pictures --split val")
    {
        Add(_configuration);
        foreach (Option option in new Option[] { _data, _output, _classes, _softLabels, _teacherShare, _hints, _hintWeight, _teachers, _startFrom, _emphasis, _smallShare, _epochs, _quantizedEpochs, _batch, _rate, _device, _seed, _restart })
        {
            Add(option);
        }

        _device.AcceptOnlyFromAmong(ComputeDevice.Auto, ComputeDevice.Cpu, ComputeDevice.Cuda);
        Validators.Add(result =>
        {
            if (result.GetValue(_teachers) is { Length: > 0 } && (result.GetValue(_softLabels) ?? result.GetValue(_hints)) is not null)
            {
                result.AddError("--teacher judges every view itself: leave --soft-labels and --hints out, or --teacher");
            }
        });
        SetAction((result, cancellation) => Task.Run(() => Run(result, cancellation), cancellation));
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        ComputeDevice.Use(result.GetRequiredValue(_device));
        string configurationPath = result.GetRequiredValue(_configuration).FullName;
        NetworkConfiguration network = NetworkConfiguration.Load(configurationPath);
        IReadOnlyList<string> folders = result.GetValue(_classes)?.Split(',') ?? network.Classes;
        TrainingOptions options = new(
            result.GetValue(_epochs), result.GetValue(_batch), result.GetValue(_rate),
            WeightDecay: 0.02, Smoothing: 0.06f, Dropout: 0.1, AverageDecay: 0.998, result.GetValue(_hintWeight), result.GetValue(_smallShare), result.GetValue(_seed));
        DirectoryInfo output = result.GetRequiredValue(_output);
        output.Create();

        DeployedModel cost = UntrainedNetwork.Deploy(network);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{network.Name}: {cost.PeakBytes} bytes of SRAM, {cost.FlashBytes} bytes of flash, {cost.Macs} MACs"));
        cost.Require(network.Budget);

        DataSet data = DataSet.Load(result.GetRequiredValue(_data), folders, network.InputSize);
        Console.WriteLine($"{data.Training.Count} training and {data.Validation.Count} validation pictures");
        SoftLabels? teacher = result.GetValue(_softLabels) is { } file ? SoftLabels.Load(file.FullName, network.Classes) : null;
        Emphasis emphasis = new(data.Training, result.GetValue(_emphasis)!);
        TrainingTargets targets = new(
            emphasis,
            new TargetTable(data.Training, network.Classes.Count, options.Smoothing, teacher, result.GetValue(_teacherShare)),
            result.GetValue(_hints) is { } hints ? FeatureHints.Load(hints.FullName) : null,
            Panel(result.GetValue(_teachers) ?? [], data, emphasis, network, options.Seed),
            result.GetValue(_teacherShare));

        string fingerprint = Fingerprint(configurationPath, options);
        Checkpoint checkpoint = new(Path.Combine(output.FullName, "checkpoint.bin"), CheckpointKind.Float, fingerprint);
        Checkpoint quantizedCheckpoint = new(Path.Combine(output.FullName, "checkpoint-int8.bin"), CheckpointKind.Int8, fingerprint);
        if (result.GetValue(_restart))
        {
            checkpoint.Delete();
        }

        // What was fine-tuned after fewer epochs is out of date.
        if (result.GetValue(_restart) || checkpoint.Epochs() < options.Epochs)
        {
            quantizedCheckpoint.Delete();
        }

        TrainingHistory history = new(output.FullName, anew: !checkpoint.Exists && !quantizedCheckpoint.Exists);
        Trainer<Classifier> trainer = new(network, options, data, targets, () => new Classifier(network, options.Dropout));
        if (result.GetValue(_startFrom) is { } start)
        {
            trainer.StartFrom(start.FullName);
        }

        trainer.Run(checkpoint, EpochProgress.Standard("epoch"), cancellation, report => Report("epoch", options.Epochs, history, report));
        TrainedNetwork trained = TrainedNetwork.From(trainer.Average, network, RangeMethod.Mse);
        int quantizedEpochs = result.GetValue(_quantizedEpochs);
        if (quantizedEpochs > 0)
        {
            EvaluationTable.Write(Console.Out, trained.Kind, Evaluator.Evaluate(trained.Forward, data.Validation, network.InputSize, network.Classes.Count));
            Trainer<SimulatedClassifier> tuner = QuantizationAwareTraining.Begin(trainer, network, options, quantizedEpochs, data, targets, quantizedCheckpoint);
            tuner.Run(quantizedCheckpoint, EpochProgress.Standard("int8 epoch"), cancellation, report =>
                Report("int8 epoch", quantizedEpochs, history, report, before: options.Epochs));
            trained = TrainedNetwork.From(tuner.Average);
        }

        ModelExport.Write(trained, network, data, CalibrationPictures.Enough, Path.Combine(output.FullName, network.Name + ".tflite"), Console.Out);
        return 0;
    }

    private static void Report(string kind, int epochs, TrainingHistory history, EpochReport report, int before = 0)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind} {report.Epoch}/{epochs}  loss {report.Loss:F4}  validation {report.Accuracy:P2}  {report.Duration.TotalSeconds:F0} s"));
        history.Add(report with { Epoch = before + report.Epoch });
    }

    private static TeacherPanel? Panel(string[] teachers, DataSet data, Emphasis emphasis, NetworkConfiguration network, int seed)
    {
        if (teachers.Length == 0)
        {
            return null;
        }

        TeacherPanel panel = new([.. teachers.Select(TeacherModel.Load)], data, emphasis, network.InputSize, network.Classes.Count, seed);
        Console.WriteLine($"teachers: {panel.Evaluate(data.Validation, network.InputSize).Accuracy:P2} right on the validation pictures");
        return panel;
    }

    // The number of epochs may change between runs: a schedule can be cut short or stretched.
    private static string Fingerprint(string configurationPath, TrainingOptions options)
    {
        string text = File.ReadAllText(configurationPath) + (options with { Epochs = 0 });
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
