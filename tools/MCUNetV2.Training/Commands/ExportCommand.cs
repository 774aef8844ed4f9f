// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Detection;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Simulation;

namespace MCUNetV2.Training.Commands;

/// <summary><c>export</c>: a checkpoint to an int8 .tflite.</summary>
internal sealed class ExportCommand : ExportVerb
{
    public ExportCommand() => SetAction(Run);

    private int Run(ParseResult result)
    {
        string path = result.GetRequiredValue(Configuration).FullName;
        if (DetectorConfiguration.IsMeantBy(path))
        {
            UnusedOptions.Refuse(result, "of a detector, whose classes its configuration names, and which judges each alone", [Classes, Odds]);
            return ExportDetector(result, DetectorConfiguration.Load(path));
        }

        NetworkConfiguration configuration = NetworkConfiguration.Load(path);
        IReadOnlyList<string> folders = result.GetValue(Classes)?.Split(',') ?? configuration.Classes;
        DataSet data = DataSet.Load(result.GetRequiredValue(Data), folders, configuration.InputSize);
        float[]? shifts = result.GetValue(Odds) is { } odds ? ClassOdds.Parse(odds, configuration.Classes) : null;
        TrainedNetwork network = Load(result, configuration);
        network = shifts is null ? network : ClassOdds.Apply(network, shifts);
        ModelExport.Write(network, configuration, data, result.GetValue(Pictures), result.GetRequiredValue(Output).FullName, Console.Out);
        return 0;
    }

    private int ExportDetector(ParseResult result, DetectorConfiguration configuration)
    {
        DetectionDataSet data = DetectionDataSet.Load(result.GetRequiredValue(Data), configuration.Classes, configuration.LargestSide, found: null);
        IReadOnlyList<DetectionPicture> calibration = DetectorExport.Calibration(data.Training, result.GetValue(Pictures));
        DetectorExport.Write(LoadDetector(result, configuration, calibration), configuration, data, calibration, result.GetRequiredValue(Output).FullName, Console.Out);
        return 0;
    }

    private TrainedDetector LoadDetector(ParseResult result, DetectorConfiguration configuration, IReadOnlyList<DetectionPicture> calibration)
    {
        string checkpoint = result.GetRequiredValue(CheckpointFile).FullName;
        if (Checkpoint.KindOf(checkpoint) != CheckpointKind.DetectorInt8)
        {
            Detector network = new(configuration);
            Console.WriteLine($"{Checkpoint.LoadAverage(checkpoint, CheckpointKind.Detector, network)} epochs");
            return DetectorExport.Prepare(network, configuration, calibration, result.GetValue(Ranges));
        }

        UnusedOptions.Refuse(result, "of a quantisation-aware training, which has chosen its ranges", [Ranges]);
        SimulatedDetector simulated = SimulatedDetector.Untrained(configuration);
        Console.WriteLine($"{Checkpoint.LoadAverage(checkpoint, CheckpointKind.DetectorInt8, simulated)} quantisation-aware epochs");
        return simulated.ToTrained();
    }

    private TrainedNetwork Load(ParseResult result, NetworkConfiguration configuration)
    {
        string checkpoint = result.GetRequiredValue(CheckpointFile).FullName;
        CheckpointKind kind = Checkpoint.KindOf(checkpoint);
        if (kind == CheckpointKind.Float)
        {
            Classifier network = new(configuration, 0);
            Console.WriteLine($"{Checkpoint.LoadAverage(checkpoint, kind, network)} epochs");
            return TrainedNetwork.From(network, configuration, result.GetValue(Ranges));
        }

        UnusedOptions.Refuse(result, "of a quantisation-aware training, which has chosen its ranges", [Ranges]);
        SimulatedClassifier simulated = SimulatedClassifier.Untrained(configuration);
        Console.WriteLine($"{Checkpoint.LoadAverage(checkpoint, kind, simulated)} quantisation-aware epochs");
        return simulated.ToTrained();
    }
}
