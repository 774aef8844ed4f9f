// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Detection;

/// <summary>What <c>train</c> is told about a detector.</summary>
/// <param name="ConfigurationPath">The network's configuration.</param>
/// <param name="Data">Data sets.</param>
/// <param name="Output">Folder for checkpoints, history and the exported model.</param>
/// <param name="Options">How long and how fast.</param>
/// <param name="Views">How much views differ from pictures.</param>
/// <param name="StartFrom">A trained network; null to begin at random.</param>
/// <param name="StartPixels">What it takes for a black and a white pixel; null where it says so itself.</param>
/// <param name="Boxes">A detector's boxes for pictures without; null for none.</param>
/// <param name="Sampling">How often a source's pictures appear.</param>
/// <param name="ClassBalance">How much more often rare classes appear: <see cref="RepeatFactors"/>.</param>
/// <param name="QuantizedEpochs">Further epochs, in which the network computes as it will in int8.</param>
/// <param name="Restart">Whether to ignore an existing checkpoint.</param>
internal sealed record DetectorTraining(
    string ConfigurationPath, string[] Data, string Output, TrainingOptions Options, DetectionViewOptions Views,
    FileInfo? StartFrom, (float Low, float High)? StartPixels, FileInfo? Boxes, string Sampling, double ClassBalance, int QuantizedEpochs, bool Restart)
{
    // Pictures of what is found are drawn every so many epochs, and after the last one.
    private const int SheetEpochs = 5;

    public int Run(CancellationToken cancellation)
    {
        DetectorConfiguration network = DetectorConfiguration.Load(ConfigurationPath);
        OutputFile.CreateFolder(Output);
        DeployedModel cost = UntrainedNetwork.Deploy(network);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network.Name}: {cost.PeakBytes} bytes of SRAM, {cost.FlashBytes} bytes of flash, {cost.Macs} MACs"));
        cost.Require(network.Budget);

        Dictionary<string, DetectedBox[]>? found = Boxes is { } boxes ? BoxFile.Load(boxes.FullName) : null;
        if (network.Classes.Count > 1 && found?.Values.SelectMany(list => list).Any(box => box.Class is null) == true)
        {
            throw new InvalidDataException(
                $"{Boxes!.FullName}: has boxes without a class, and {ConfigurationPath} has {network.Classes.Count}; find them with train detect --class {network.Classes[0]}=NUMBER,...");
        }

        DetectionDataSet data = DetectionDataSet.Load(Data, network.Classes, network.LargestSide, found);
        Console.WriteLine(
            $"{data.Training.Count} training pictures with {data.Training.Sum(picture => picture.Objects.Count(box => !box.IsIgnored))} boxes, {data.Validation.Count} validation pictures with {data.Validation.Sum(picture => picture.Objects.Count(box => !box.IsIgnored))}");
        SamplingWeights sampling = new([.. data.Training.Select(picture => picture.Source)], Sampling, RepeatFactors.Of(data.Training, ClassBalance));
        DetectorTrainer<Detector> trainer = new(network, Options, Views, data, sampling, () => new Detector(network));
        Begin(trainer);

        TrainingRecord record = TrainingRecord.Open(Output, CheckpointKind.Detector, CheckpointKind.DetectorInt8, Fingerprint(data), Options.Epochs, Restart);
        trainer.Run(record.Checkpoint, EpochProgress.Standard("epoch"), cancellation, report =>
        {
            Report("epoch", Options.Epochs, record.History, report);
            if (report.Epoch % SheetEpochs == 0 || report.Epoch == Options.Epochs)
            {
                OutputFile.Write(
                    Path.Combine(Output, string.Create(CultureInfo.InvariantCulture, $"found-{report.Epoch:D3}.png")),
                    DetectionSheet.Draw(trainer.Average.forward, network, data.Validation, report.Classes));
            }
        });
        IReadOnlyList<DetectionPicture> calibration = DetectorExport.Calibration(data.Training, CalibrationPictures.Enough);
        TrainedDetector trained = DetectorExport.Prepare(trainer.Average, network, calibration, RangeMethod.Mse);
        if (QuantizedEpochs > 0)
        {
            DetectorTrainer<SimulatedDetector> tuner = DetectorTuning.Begin(trained, this, network, data, sampling, calibration, record.Quantized);
            tuner.Run(record.Quantized, EpochProgress.Standard("int8 epoch"), cancellation, report => Report("int8 epoch", QuantizedEpochs, record.History, report, before: Options.Epochs));
            trained = tuner.Average.ToTrained();
        }

        DetectorExport.Write(trained, network, data, calibration, Path.Combine(Output, network.Name + ".tflite"), Console.Out);
        return 0;
    }

    private void Begin(DetectorTrainer<Detector> trainer)
    {
        if (StartFrom is { Exists: true } && SafeTensors.IsMeantBy(StartFrom.FullName)
            && DetectorTrainer<Detector>.StartFrom(trainer, SafeTensors.Load(StartFrom.FullName), StartFrom.FullName))
        {
            Console.WriteLine($"begins with all of {StartFrom.FullName}");
        }
        else if (StartFrom is not null)
        {
            TransplantReport.Write(Console.Out, DetectorTrainer<Detector>.StartFrom(trainer, BackboneFile.Load(StartFrom.FullName, StartPixels)));
        }
    }

    private static void Report(string kind, int epochs, TrainingHistory history, DetectionEpoch report, int before = 0)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{kind} {report.Epoch}/{epochs}  loss {report.Loss:F4}  validation mAP {report.Precision:P2}  {report.Duration.TotalSeconds:F0} s"));
        history.Add(before + report.Epoch, report.Loss, report.Precision, report.Duration);
    }

    private string Fingerprint(DetectionDataSet data) => TrainingFingerprint.Of(
        ConfigurationPath,
        Options,
        data.Training.Concat(data.Validation).Select(picture => (
            string.Join(';', picture.Objects.Select(box => box.ToString()).Prepend(picture.Name)), picture.Levels[0].Rgb)),
        [StartFrom, Boxes],
        [Views.ToString(), Sampling, ClassBalance.ToString("R", CultureInfo.InvariantCulture), StartPixels?.ToString() ?? ""]);
}
