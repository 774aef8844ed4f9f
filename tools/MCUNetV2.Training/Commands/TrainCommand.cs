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
        ComputeDevice.Use(result, Runs);
        if (result.GetValue(Configuration) is not { } configurationFile)
        {
            UnusedOptions.Refuse(result, "without a configuration, where only the last layer is fitted", Options.Except([Pictures.Data, Output, InputSize, Runs.Seed, Runs.Device, Runs.Threads]));
            string[] directories = result.GetRequiredValue(Pictures.Data);
            string directory = directories.Length == 1 ? directories[0] : throw new InvalidDataException("without a configuration, --data names one folder, which holds a folder for each class");
            FewPicturesTraining.Run(directory, result.GetRequiredValue(Output).ToString(), result.GetValue(InputSize), result.GetValue(Runs.Seed), cancellation).Write(Console.Out);
            return 0;
        }

        string configurationPath = configurationFile.FullName;
        if (DetectorConfiguration.IsMeantBy(configurationPath))
        {
            UnusedOptions.Refuse(
                result, "of a detector",
                [Pictures.Classes, Pictures.SoftLabelFile, Pictures.TeacherShare, Pictures.Hints, Pictures.HintWeight, SmallSize, Pictures.Blur, Mix, Views, Answers, Unlabelled, InputSize, .. Teachers.All]);
            return Detector(result, configurationPath).Run(cancellation);
        }

        UnusedOptions.Refuse(result, "of a classifier with a configuration", [Mosaic, ClassBalance, InputSize]);

        NetworkConfiguration network = NetworkConfiguration.Load(configurationPath);
        LearningMaterial material = new(result, Pictures, network.Classes);
        TrainingOptions options = TrainingOptions.Standard with
        {
            Epochs = result.GetValue(Epochs),
            BatchSize = result.GetValue(Runs.BatchSize),
            LearningRate = result.GetValue(Rate) ?? (result.GetValue(StartFrom) is null ? TrainingOptions.Standard.LearningRate : TransplantRate),
            HintWeight = result.GetValue(Pictures.HintWeight),
            SmallShare = result.GetValue(SmallShare),
            SmallSize = result.GetValue(SmallSize),
            HeadRate = result.GetValue(HeadRate),
            FrozenEpochs = result.GetValue(FrozenEpochs),
            SettledBlocks = result.GetValue(SettledBlocks),
            Views = material.Views with { Mixed = result.GetValue(Mix), PerPicture = result.GetValue(Views) },
            Seed = result.GetValue(Runs.Seed),
        };
        DirectoryInfo output = result.GetRequiredValue(Output);
        OutputFile.CreateFolder(output.FullName);

        DeployedModel cost = UntrainedNetwork.Deploy(network);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{network.Name}: {cost.PeakBytes} bytes of SRAM, {cost.FlashBytes} bytes of flash, {cost.Macs} MACs"));
        cost.Require(network.Budget);

        DataSet data = material.Load(network.InputSize);
        Console.WriteLine($"{data.Training.Count} training and {data.Validation.Count} validation pictures");
        if (result.GetValue(Unlabelled) is { Length: > 0 } folders)
        {
            int labelled = data.Training.Count;
            data = data.WithUnlabelled(folders);
            Console.WriteLine($"{data.Training.Count - labelled} pictures without labels");
        }

        TrainingTargets targets = material.Targets(data, options.Smoothing);
        TeacherPanel? panel = Panel(TeacherFile.LoadAll(Teachers, result), data, targets.Sampling, network, options.Seed);
        using AnswerFile? answers = panel is null || options.Views.PerPicture == 0 ? null : OpenAnswers(result, panel, network, options, data);
        targets = targets with { Panel = answers is null ? panel : new RememberedAnswers(panel!, answers) };
        string fingerprint = material.Fingerprint(configurationPath, options, data, result.GetValue(StartFrom), result.GetValue(Teachers.Files) ?? []);
        TrainingRecord record = TrainingRecord.Open(output.FullName, CheckpointKind.Float, CheckpointKind.Int8, fingerprint, options.Epochs, result.GetValue(Runs.Restart));
        Trainer<Classifier> trainer = new(network, options, data, targets, () => new Classifier(network, options.Dropout));
        if (result.GetValue(StartFrom) is { } start)
        {
            TransplantReport.Write(Console.Out, Trainer<Classifier>.StartFrom(trainer, BackboneFile.Load(start.FullName, result.GetValue(StartPixels) is [var low, var high] ? (low, high) : null)));
        }

        trainer.Run(record.Checkpoint, EpochProgress.Standard("epoch"), cancellation, report => Report("epoch", options.Epochs, record.History, report));
        TrainedNetwork trained = TrainedNetwork.From(trainer.Average, network, RangeMethod.Mse);
        int quantizedEpochs = result.GetValue(QuantizedEpochs);
        if (quantizedEpochs > 0)
        {
            EvaluationTable.Write(Console.Out, trained.Kind, Evaluator.Evaluate(trained.Forward, data.Validation, network.InputSize, network.Classes.Count));
            Trainer<SimulatedClassifier> tuner = QuantizationAwareTraining.Begin(trainer, network, options, quantizedEpochs, data, targets, record.Quantized);
            tuner.Run(record.Quantized, EpochProgress.Standard("int8 epoch"), cancellation, report =>
                Report("int8 epoch", quantizedEpochs, record.History, report, before: options.Epochs));
            trained = tuner.Average.ToTrained();
        }

        ModelExport.Write(trained, network, data, CalibrationPictures.Enough, Path.Combine(output.FullName, network.Name + ".tflite"), Console.Out);
        return 0;
    }

    private AnswerFile OpenAnswers(ParseResult result, TeacherPanel panel, NetworkConfiguration network, TrainingOptions options, DataSet data)
    {
        string path = result.GetValue(Answers)?.FullName ?? Path.Combine(result.GetRequiredValue(Output).FullName, "answers.bin");
        string[] files = result.GetValue(Teachers.Files) ?? [];
        string fingerprint = TrainingFingerprint.Of(
            [
                options.Views.ToString(),
                string.Create(CultureInfo.InvariantCulture, $"{network.InputSize} {options.Seed} {result.GetValue(Pictures.Sampling)}"),
                .. network.Classes,
                string.Join(' ', new[] { Teachers.Mean, Teachers.Deviation }.SelectMany(option => result.GetValue(option) ?? []).Select(value => value.ToString("R", CultureInfo.InvariantCulture))),
                result.GetValue(Teachers.BlueFirst).ToString(),
                .. files.Select(file => TrainingFingerprint.OfFile(TeacherFile.PathOf(file)) + file[TeacherFile.PathOf(file).Length..]),
            ],
            data.Training.Select(picture => (string.Create(CultureInfo.InvariantCulture, $"{picture.Name}:{picture.Label}"), picture.Pixels)));
        AnswerFile answers = AnswerFile.Open(path, fingerprint, network.Classes.Count, panel.HintWidth);
        Console.WriteLine($"{path}: {answers.Count} of {(long)data.Training.Count * options.Views.PerPicture} views are known to the teachers");
        return answers;
    }

    private DetectorTraining Detector(ParseResult result, string configurationPath)
    {
        DetectionViewOptions views = new();
        return new DetectorTraining(
            configurationPath,
            result.GetRequiredValue(Pictures.Data),
            result.GetRequiredValue(Output).FullName,
            TrainingOptions.Standard with
            {
                Epochs = result.GetValue(Epochs),
                BatchSize = result.GetValue(Runs.BatchSize),
                LearningRate = result.GetValue(Rate) ?? (result.GetValue(StartFrom) is null ? TrainingOptions.Standard.LearningRate : TransplantRate),
                HeadRate = result.GetValue(HeadRate),
                FrozenEpochs = result.GetValue(FrozenEpochs),
                SettledBlocks = result.GetValue(SettledBlocks),
                SmallShare = result.GetValue(SmallShare),
                Seed = result.GetValue(Runs.Seed),
            },
            views with
            {
                Mosaic = result.GetValue(Mosaic),
                SmallestArea = Given(Pictures.SmallestCrop) ?? views.SmallestArea,
                LargestArea = Given(Pictures.LargestCrop) ?? views.LargestArea,
                Colour = Given(Pictures.Colour) ?? views.Colour,
            },
            result.GetValue(StartFrom),
            result.GetValue(StartPixels) is [var low, var high] ? (low, high) : null,
            result.GetValue(Pictures.Boxes),
            result.GetValue(Pictures.Sampling)!,
            result.GetValue(ClassBalance),
            result.GetValue(QuantizedEpochs),
            result.GetValue(Runs.Restart));

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
