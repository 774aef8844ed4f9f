// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.CommandLine;
using MCUNetV2.Networks.Search;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Supernets;

/// <summary>
/// A supernet from pictures: the largest network first, its channels then sorted, then all networks together. Each epoch of either ends with a checkpoint; the same training goes on
/// where it was stopped.
/// </summary>
/// <param name="Space">Its networks.</param>
/// <param name="Output">Folder for checkpoints, history and the supernet.</param>
/// <param name="Options">How fast; as many epochs as the supernet has.</param>
/// <param name="LargestEpochs">Epochs of the largest network alone.</param>
/// <param name="Subnetworks">Networks drawn at random in each step.</param>
/// <param name="StartFrom">A trained network; null to begin at random.</param>
/// <param name="Restart">Whether to ignore existing checkpoints.</param>
internal sealed record SupernetTraining(SearchSpace Space, string Output, TrainingOptions Options, int LargestEpochs, int Subnetworks, FileInfo? StartFrom, bool Restart)
{
    /// <summary>The file that it ends with.</summary>
    public string File => Path.Combine(Output, Space.Name + ".supernet.safetensors");

    /// <param name="material">Pictures.</param>
    /// <param name="writer">Gets a line an epoch.</param>
    /// <param name="cancellation">Stops within an epoch.</param>
    public void Run(LearningMaterial material, TextWriter writer, CancellationToken cancellation)
    {
        OutputFile.CreateFolder(Output);
        NetworkConfiguration largest = Supernet.ConfigurationOf(Space, Space.Largest);
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Space.Name}: from {CostBounds.Of(Supernet.ConfigurationOf(Space, Space.Smallest)).Macs:#,##0} to {CostBounds.Of(largest).Macs:#,##0} MACs"));
        (DataSet data, IReadOnlyList<Picture> held) = HeldPictures.Split(material.Load(largest.InputSize));
        writer.WriteLine($"{data.Training.Count} training, {held.Count} held apart for a search and {data.Validation.Count} validation pictures");
        TrainingTargets targets = material.Targets(data, Options.Smoothing);
        string text = Path.Combine(Output, "space.json");
        OutputFile.Write(text, Space.ToText());
        Checkpoint largestCheckpoint = new(
            Path.Combine(Output, "checkpoint-largest.safetensors"), CheckpointKind.Float, material.Fingerprint(text, Options, data, StartFrom, []));
        Checkpoint checkpoint = new(
            Path.Combine(Output, "checkpoint.safetensors"), CheckpointKind.Supernet, material.Fingerprint(text, Options, data, StartFrom, [$"{LargestEpochs} {Subnetworks}"]));
        if (Restart)
        {
            largestCheckpoint.Delete();
            checkpoint.Delete();
        }

        TrainingHistory history = new(Output, anew: !largestCheckpoint.Exists && !checkpoint.Exists);
        SupernetTrainer trainer = new(Space, Options, data, targets, Subnetworks);
        if (!checkpoint.Exists)
        {
            Classifier trained = TrainLargest(largest, data, targets, largestCheckpoint, writer, history, cancellation);
            ChannelSorting.Apply(trained);
            trainer.Begin(supernet => supernet.Largest.load_state_dict(trained.state_dict()));
        }

        trainer.Run(checkpoint, EpochProgress.Standard("supernet epoch"), cancellation, report => Report(writer, "supernet epoch", Options.Epochs, history, report, before: LargestEpochs));
        trainer.Average.eval();
        SupernetFile.Save(File, trainer.Average);
        SubnetworkJudge judge = new(trainer.Average, SubnetworkJudge.Calibration(data), new SizedPictures(held, data.TrainingSize));
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{File}: on the pictures held apart the largest network is right on {judge.Accuracy(Space.Largest):P2}, the smallest on {judge.Accuracy(Space.Smallest):P2}"));
    }

    private Classifier TrainLargest(
        NetworkConfiguration network, DataSet data, TrainingTargets targets, Checkpoint checkpoint, TextWriter writer, TrainingHistory history, CancellationToken cancellation)
    {
        TrainingOptions options = Options with { Epochs = LargestEpochs };
        Trainer<Classifier> trainer = new(network, options, data, targets, () => new Classifier(network, options.Dropout));
        if (StartFrom is { } start && !checkpoint.Exists)
        {
            IReadOnlyList<TransplantedLayer> report = [];
            trainer.Begin(classifier => report = Enlargement.Apply(BackboneFile.Load(start.FullName), classifier));
            TransplantReport.Write(writer, report);
        }

        trainer.Run(checkpoint, EpochProgress.Standard("largest network: epoch"), cancellation, report => Report(writer, "largest network: epoch", LargestEpochs, history, report, before: 0));
        return trainer.Average;
    }

    private static void Report(TextWriter writer, string kind, int epochs, TrainingHistory history, EpochReport report, int before)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {report.Epoch}/{epochs}  loss {report.Loss:F4}  validation {report.Accuracy:P2}  {report.Duration.TotalSeconds:F0} s"));
        history.Add(report with { Epoch = before + report.Epoch });
    }
}
