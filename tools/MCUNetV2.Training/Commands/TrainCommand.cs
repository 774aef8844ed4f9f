using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Deployment;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.FewPictures;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Validation;
using MCUNetV2.Training.Simulation;
using MCUNetV2.Training.Teachers;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Commands;

/// <summary><c>train</c>: pictures and a configuration to checkpoints.</summary>
internal sealed class TrainCommand : Command
{
    private const double TransplantRate = 6e-4;

    private readonly Argument<FileInfo?> _configuration = new("CONFIG") { Description = "Network configuration, a JSON file; without one, the shipped backbone learns the folders of --data as classes", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _data = new("--data") { Description = "Folder with one folder a class, with manifest.csv or boxes.jsonl and tar files; may be given several times", Required = true };
    private readonly Option<DirectoryInfo> _output = new("--output", "-o") { Description = "Folder for checkpoints, history and the exported model", Required = true };
    private readonly Option<string?> _classes = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the configuration's)" };
    private readonly Option<FileInfo?> _softLabels = new("--soft-labels") { Description = "CSV of a teacher's probabilities: file, then one column a class" };
    private readonly Option<float> _teacherShare = new("--teacher-share") { Description = "Weight of the teacher against the label, 0 to 1", DefaultValueFactory = _ => 0.6f };
    private readonly Option<FileInfo?> _hints = new("--hints") { Description = "A teacher's feature vectors, to be predicted beside the classes" };
    private readonly Option<double> _hintWeight = new("--hint-weight") { Description = "Weight of the feature vectors in the loss", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _teachers = new("--teacher") { Description = "An int8 .tflite classifier that judges every augmented view beside the label, FILE or FILE@SIZE to run it at another input size; may be given several times" };
    private readonly Option<FileInfo?> _startFrom = new("--start-from") { Description = "A trained network, every layer of which that fits is begun with: safetensors, one of our checkpoints or with MCUNet's names" };
    private readonly Option<double> _headRate = new("--head-rate") { Description = "How many times faster new layers learn than those of --start-from", DefaultValueFactory = _ => 4 };
    private readonly Option<int> _frozenEpochs = new("--freeze-epochs") { Description = "Epochs, the first ones, in which the layers of --start-from stay as they are", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _settledBlocks = new("--settled-blocks") { Description = "How many blocks of --start-from, the stem first, learn only while pictures are small", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _smallSize = new("--small-size") { Description = "Size of the small pictures of --small-share (default: about four fifths of the input)", DefaultValueFactory = _ => 0 };
    private readonly Option<FileInfo?> _boxes = new("--boxes") { Description = "Where a detector found objects, as detect writes it: a crop that lost them is then taught as one without" };
    private readonly Option<float> _smallestCrop = new("--smallest-crop") { Description = "Area of the smallest views, as part of the picture", DefaultValueFactory = _ => 0.5f };
    private readonly Option<float> _colour = new("--colour") { Description = "How much views differ in colour, 0 to 1", DefaultValueFactory = _ => 1 };
    private readonly Option<float> _blur = new("--blur") { Description = "Share of views that are blurred, as pictures are that were small once, 0 to 1", DefaultValueFactory = _ => 0 };
    private readonly Option<int?> _inputSize = new("--input-size") { Description = "Height and width of the input without a configuration (default: the backbone's); smaller costs accuracy and saves memory and time" };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads of torch (default: one a core)" };
    private readonly Option<string> _sampling = new("--sampling-weights") { Description = "How often a source's pictures appear: source=weight,...; 1 for the others", DefaultValueFactory = _ => "" };
    private readonly Option<double> _smallShare = new("--small-share") { Description = "Share of the epochs, the first ones, that see pictures of four fifths the size, which is faster", DefaultValueFactory = _ => 0.5 };
    private readonly Option<int> _epochs = new("--epochs") { Description = "Passes over the training pictures", DefaultValueFactory = _ => 60 };
    private readonly Option<int> _quantizedEpochs = new("--quantisation-aware-epochs") { Description = "Further passes, in which the network computes as it will in int8", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _batch = new("--batch") { Description = "Pictures a step", DefaultValueFactory = _ => 96 };
    private readonly Option<double?> _rate = new("--learning-rate") { Description = "Peak learning rate (default: 0.003; 0.0006 with --start-from, whose layers need small steps)" };
    private readonly Option<string> _device = new("--device") { Description = "Where to compute: cpu, cuda, or auto, which takes CUDA where there is one", DefaultValueFactory = _ => ComputeDevice.Auto };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _restart = new("--restart") { Description = "Ignore an existing checkpoint" };

    public TrainCommand()
        : base("train", "Train a network on labelled pictures and export it as an int8 .tflite. The same command goes on where an interrupted run stopped.\n\n"
            + "Example: some tens of photographs in photos/cup, photos/hand and photos/nothing\n"
            + "  mcunet train --data photos -o out/mine\n"
            + "Example: a network of your own and thousands of photographs in pictures/person and pictures/no person\n"
            + "  mcunet train models/vww/config.json --data pictures -o out/mine --epochs 40\n"
            + "  mcunet eval out/mine/person_vww.tflite --dataset pictures --split val")
    {
        Add(_configuration);
        foreach (Option option in new Option[] { _data, _output, _classes, _softLabels, _teacherShare, _hints, _hintWeight, _teachers, _startFrom, _headRate, _frozenEpochs, _settledBlocks, _smallSize, _boxes, _smallestCrop, _colour, _blur, _inputSize, _threads, _sampling, _smallShare, _epochs, _quantizedEpochs, _batch, _rate, _device, _seed, _restart })
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
        if (result.GetValue(_threads) is > 0 and int threads)
        {
            TorchSharp.torch.set_num_threads(threads);
        }

        if (result.GetValue(_configuration) is not { } configurationFile)
        {
            string[] directories = result.GetRequiredValue(_data);
            string directory = directories.Length == 1 ? directories[0] : throw new InvalidDataException("without a configuration, --data names one folder, which holds a folder for each class");
            FewPicturesTraining.Run(directory, result.GetRequiredValue(_output).ToString(), result.GetValue(_inputSize), result.GetValue(_seed), cancellation).Write(Console.Out);
            return 0;
        }

        string configurationPath = configurationFile.FullName;
        NetworkConfiguration network = NetworkConfiguration.Load(configurationPath);
        IReadOnlyList<string> folders = result.GetValue(_classes)?.Split(',') ?? network.Classes;
        TrainingOptions options = TrainingOptions.Standard with
        {
            Epochs = result.GetValue(_epochs),
            BatchSize = result.GetValue(_batch),
            LearningRate = result.GetValue(_rate) ?? (result.GetValue(_startFrom) is null ? TrainingOptions.Standard.LearningRate : TransplantRate),
            HintWeight = result.GetValue(_hintWeight),
            SmallShare = result.GetValue(_smallShare),
            SmallSize = result.GetValue(_smallSize),
            HeadRate = result.GetValue(_headRate),
            FrozenEpochs = result.GetValue(_frozenEpochs),
            SettledBlocks = result.GetValue(_settledBlocks),
            Views = new AugmentationOptions(SmallestArea: result.GetValue(_smallestCrop), Colour: result.GetValue(_colour), Blur: result.GetValue(_blur)),
            Seed = result.GetValue(_seed),
        };
        DirectoryInfo output = result.GetRequiredValue(_output);
        output.Create();

        DeployedModel cost = UntrainedNetwork.Deploy(network);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{network.Name}: {cost.PeakBytes} bytes of SRAM, {cost.FlashBytes} bytes of flash, {cost.Macs} MACs"));
        cost.Require(network.Budget);

        DataSet data = DataSet.Load(result.GetRequiredValue(_data), folders, network.InputSize, result.GetValue(_boxes) is { } boxes ? BoxFile.Load(boxes.FullName) : null);
        Console.WriteLine($"{data.Training.Count} training and {data.Validation.Count} validation pictures");
        SoftLabels? teacher = result.GetValue(_softLabels) is { } file ? SoftLabels.Load(file.FullName, network.Classes) : null;
        SamplingWeights sampling = new(data.Training, result.GetValue(_sampling)!);
        TrainingTargets targets = new(
            sampling,
            new ViewTargets(data.Training, network.Classes.Count, options.Smoothing, teacher, result.GetValue(_teacherShare)),
            result.GetValue(_hints) is { } hints ? FeatureHints.Load(hints.FullName) : null,
            Panel(result.GetValue(_teachers) ?? [], data, sampling, network, options.Seed),
            result.GetValue(_teacherShare));

        string fingerprint = Fingerprint(configurationPath, options, result.GetValue(_startFrom), result.GetValue(_boxes));
        Checkpoint checkpoint = new(Path.Combine(output.FullName, "checkpoint.safetensors"), CheckpointKind.Float, fingerprint);
        Checkpoint quantizedCheckpoint = new(Path.Combine(output.FullName, "checkpoint-int8.safetensors"), CheckpointKind.Int8, fingerprint);
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
            TransplantReport.Write(Console.Out, Trainer<Classifier>.StartFrom(trainer, BackboneFile.Load(start.FullName)));
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
            trained = tuner.Average.ToTrained();
        }

        ModelExport.Write(trained, network, data, CalibrationPictures.Enough, Path.Combine(output.FullName, network.Name + ".tflite"), Console.Out);
        return 0;
    }

    private static void Report(string kind, int epochs, TrainingHistory history, EpochReport report, int before = 0)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind} {report.Epoch}/{epochs}  loss {report.Loss:F4}  validation {report.Accuracy:P2}{Origins(report.Result)}  {report.Duration.TotalSeconds:F0} s"));
        history.Add(report with { Epoch = before + report.Epoch });
    }

    private static string Origins(Evaluation result) => result.ByOrigin.Count < 2 ? "" : string.Create(CultureInfo.InvariantCulture,
        $" ({string.Join(", ", result.ByOrigin.OrderByDescending(origin => origin.Value.Count).Select(origin => $"{origin.Key} {origin.Value.Right / (double)origin.Value.Count:P1}"))})");

    private static TeacherPanel? Panel(string[] teachers, DataSet data, SamplingWeights sampling, NetworkConfiguration network, int seed)
    {
        if (teachers.Length == 0)
        {
            return null;
        }

        TeacherPanel panel = new([.. teachers.Select(TeacherModel.Load)], data, sampling, network.InputSize, network.Classes.Count, seed);
        Console.WriteLine($"teachers: {panel.Evaluate(data.Validation, network.InputSize).Accuracy:P2} right on the validation pictures");
        return panel;
    }

    // The number of epochs may change between runs: a schedule can be cut short or stretched.
    private static string Fingerprint(string configurationPath, TrainingOptions options, params FileInfo?[] files)
    {
        string text = File.ReadAllText(configurationPath) + (options with { Epochs = 0 }) + string.Join('|', files.Select(file => file?.Name));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
