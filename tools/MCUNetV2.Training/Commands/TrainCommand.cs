// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Detection;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.FewPictures;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Simulation;
using MCUNetV2.Training.Teachers;
using MCUNetV2.Training.Validation;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Commands;

/// <summary><c>train</c>: pictures and a configuration to checkpoints.</summary>
internal sealed class TrainCommand : TrainVerb
{
    private const double TransplantRate = 6e-4;

    public TrainCommand() => SetAction((result, cancellation) => Task.Run(() => Run(result, cancellation), cancellation));

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        ComputeDevice.Use(result.GetRequiredValue(Device));
        if (result.GetValue(Threads) is > 0 and int threads)
        {
            TorchSharp.torch.set_num_threads(threads);
        }

        if (result.GetValue(Configuration) is not { } configurationFile)
        {
            UnusedOptions.Refuse(result, "without a configuration, where only the last layer is fitted", Options.Except([Data, Output, InputSize, Seed, Device, Threads]));
            string[] directories = result.GetRequiredValue(Data);
            string directory = directories.Length == 1 ? directories[0] : throw new InvalidDataException("without a configuration, --data names one folder, which holds a folder for each class");
            FewPicturesTraining.Run(directory, result.GetRequiredValue(Output).ToString(), result.GetValue(InputSize), result.GetValue(Seed), cancellation).Write(Console.Out);
            return 0;
        }

        string configurationPath = configurationFile.FullName;
        if (DetectorConfiguration.IsMeantBy(configurationPath))
        {
            UnusedOptions.Refuse(
                result, "of a detector",
                [Classes, SoftLabelFile, TeacherShare, Hints, HintWeight, SmallSize, Blur, Mix, InputSize, QuantizedEpochs, .. Teachers.All]);
            return Detector(result, configurationPath).Run(cancellation);
        }

        UnusedOptions.Refuse(result, "of a classifier with a configuration", [Mosaic, InputSize]);

        NetworkConfiguration network = NetworkConfiguration.Load(configurationPath);
        IReadOnlyList<string> folders = result.GetValue(Classes)?.Split(',') ?? network.Classes;
        TrainingOptions options = TrainingOptions.Standard with
        {
            Epochs = result.GetValue(Epochs),
            BatchSize = result.GetValue(BatchSize),
            LearningRate = result.GetValue(Rate) ?? (result.GetValue(StartFrom) is null ? TrainingOptions.Standard.LearningRate : TransplantRate),
            HintWeight = result.GetValue(HintWeight),
            SmallShare = result.GetValue(SmallShare),
            SmallSize = result.GetValue(SmallSize),
            HeadRate = result.GetValue(HeadRate),
            FrozenEpochs = result.GetValue(FrozenEpochs),
            SettledBlocks = result.GetValue(SettledBlocks),
            Views = new AugmentationOptions(SmallestArea: result.GetValue(SmallestCrop), LargestArea: result.GetValue(LargestCrop), Colour: result.GetValue(Colour), Blur: result.GetValue(Blur), Mixed: result.GetValue(Mix)),
            Seed = result.GetValue(Seed),
        };
        DirectoryInfo output = result.GetRequiredValue(Output);
        OutputFile.CreateFolder(output.FullName);

        DeployedModel cost = UntrainedNetwork.Deploy(network);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{network.Name}: {cost.PeakBytes} bytes of SRAM, {cost.FlashBytes} bytes of flash, {cost.Macs} MACs"));
        cost.Require(network.Budget);

        DataSet data = DataSet.Load(result.GetRequiredValue(Data), folders, network.InputSize, result.GetValue(Boxes) is { } boxes ? BoxFile.Load(boxes.FullName) : null);
        Console.WriteLine($"{data.Training.Count} training and {data.Validation.Count} validation pictures");
        SoftLabels? teacher = result.GetValue(SoftLabelFile) is { } file ? SoftLabels.Load(file.FullName, network.Classes) : null;
        SamplingWeights sampling = new(data.Training, result.GetValue(Sampling)!);
        TrainingTargets targets = new(
            sampling,
            new ViewTargets(data.Training, network.Classes.Count, options.Smoothing, teacher, result.GetValue(TeacherShare)),
            result.GetValue(Hints) is { } hints ? FeatureHints.Load(hints.FullName) : null,
            Panel(TeacherFile.LoadAll(Teachers, result), data, sampling, network, options.Seed),
            result.GetValue(TeacherShare));

        string fingerprint = TrainingFingerprint.Of(
            configurationPath,
            options,
            data,
            [result.GetValue(StartFrom), result.GetValue(Boxes), result.GetValue(SoftLabelFile), result.GetValue(Hints)],
            [.. folders, .. result.GetValue(Teachers.Files) ?? [], result.GetValue(Sampling)!, result.GetValue(TeacherShare).ToString(CultureInfo.InvariantCulture)]);
        Checkpoint checkpoint = new(Path.Combine(output.FullName, "checkpoint.safetensors"), CheckpointKind.Float, fingerprint);
        Checkpoint quantizedCheckpoint = new(Path.Combine(output.FullName, "checkpoint-int8.safetensors"), CheckpointKind.Int8, fingerprint);
        if (result.GetValue(Restart))
        {
            checkpoint.Delete();
        }

        // What was fine-tuned after fewer epochs is out of date.
        if (result.GetValue(Restart) || checkpoint.Epochs() < options.Epochs)
        {
            quantizedCheckpoint.Delete();
        }

        TrainingHistory history = new(output.FullName, anew: !checkpoint.Exists && !quantizedCheckpoint.Exists);
        Trainer<Classifier> trainer = new(network, options, data, targets, () => new Classifier(network, options.Dropout));
        if (result.GetValue(StartFrom) is { } start)
        {
            TransplantReport.Write(Console.Out, Trainer<Classifier>.StartFrom(trainer, BackboneFile.Load(start.FullName, result.GetValue(StartPixels) is [var low, var high] ? (low, high) : null)));
        }

        trainer.Run(checkpoint, EpochProgress.Standard("epoch"), cancellation, report => Report("epoch", options.Epochs, history, report));
        TrainedNetwork trained = TrainedNetwork.From(trainer.Average, network, RangeMethod.Mse);
        int quantizedEpochs = result.GetValue(QuantizedEpochs);
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

    private DetectorTraining Detector(ParseResult result, string configurationPath)
    {
        DetectionViewOptions views = new();
        return new DetectorTraining(
            configurationPath,
            result.GetRequiredValue(Data),
            result.GetRequiredValue(Output).FullName,
            TrainingOptions.Standard with
            {
                Epochs = result.GetValue(Epochs),
                BatchSize = result.GetValue(BatchSize),
                LearningRate = result.GetValue(Rate) ?? (result.GetValue(StartFrom) is null ? TrainingOptions.Standard.LearningRate : TransplantRate),
                HeadRate = result.GetValue(HeadRate),
                FrozenEpochs = result.GetValue(FrozenEpochs),
                SettledBlocks = result.GetValue(SettledBlocks),
                SmallShare = result.GetValue(SmallShare),
                Seed = result.GetValue(Seed),
            },
            views with
            {
                Mosaic = result.GetValue(Mosaic),
                SmallestArea = Given(SmallestCrop) ?? views.SmallestArea,
                LargestArea = Given(LargestCrop) ?? views.LargestArea,
                Colour = Given(Colour) ?? views.Colour,
            },
            result.GetValue(StartFrom),
            result.GetValue(StartPixels) is [var low, var high] ? (low, high) : null,
            result.GetValue(Boxes),
            result.GetValue(Sampling)!,
            result.GetValue(Restart));

        // Detectors have other defaults.
        float? Given(Option<float> option) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : null;
    }

    private static void Report(string kind, int epochs, TrainingHistory history, EpochReport report, int before = 0)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind} {report.Epoch}/{epochs}  loss {report.Loss:F4}  validation {report.Accuracy:P2}{Origins(report.Result)}  {report.Duration.TotalSeconds:F0} s"));
        history.Add(report with { Epoch = before + report.Epoch });
    }

    private static string Origins(Evaluation result) => result.ByOrigin.Count < 2 ? "" : string.Create(CultureInfo.InvariantCulture,
        $" ({string.Join(", ", result.ByOrigin.OrderByDescending(origin => origin.Value.Count).Select(origin => $"{origin.Key} {origin.Value.Right / (double)origin.Value.Count:P1}"))})");

    private static TeacherPanel? Panel(ITeacher[] teachers, DataSet data, SamplingWeights sampling, NetworkConfiguration network, int seed)
    {
        if (teachers.Length == 0)
        {
            return null;
        }

        TeacherPanel panel = new(teachers, data, sampling, network.InputSize, network.Classes.Count, seed);
        Console.WriteLine($"teachers: {panel.Evaluate(data.Validation, network.InputSize).Accuracy:P2} right on the validation pictures");
        return panel;
    }
}
