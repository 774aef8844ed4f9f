// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Validation;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;

namespace MCUNetV2.Training.Comparison;

/// <summary>Trains networks under the same conditions; each keeps a checkpoint, from which it goes on.</summary>
/// <param name="data">Data sets, as for <c>train</c>.</param>
/// <param name="folder">Where checkpoints lie.</param>
/// <param name="batch">Pictures a step.</param>
/// <param name="seed">Seed of everything random.</param>
/// <param name="cancellation">Stops within an epoch.</param>
internal sealed class ContestantTraining(string[] data, string folder, int batch, int seed, CancellationToken cancellation)
{
    private readonly Dictionary<int, DataSet> _bySize = [];

    /// <param name="path">The network's configuration.</param>
    /// <param name="epochs">Passes over the pictures, those of earlier calls included.</param>
    /// <param name="report">Called after each.</param>
    /// <returns>Share of right answers on the validation pictures, 0 to 1.</returns>
    public double Train(string path, int epochs, Action<EpochReport> report)
    {
        NetworkConfiguration network = NetworkConfiguration.Load(path);
        if (!_bySize.TryGetValue(network.InputSize, out DataSet? pictures))
        {
            _bySize[network.InputSize] = pictures = DataSet.Load(data, network.Classes, network.InputSize);
        }

        TrainingOptions options = TrainingOptions.Standard with { Epochs = epochs, BatchSize = batch, Seed = seed };
        TrainingTargets targets = new(
            new SamplingWeights(pictures.Training, ""), new ViewTargets(pictures.Training, network.Classes.Count, options.Smoothing, teacher: null, teacherShare: 0), Hints: null, Panel: null, PanelShare: 0);
        Trainer<Classifier> trainer = new(network, options, pictures, targets, () => new Classifier(network, options.Dropout));
        string fingerprint = TrainingFingerprint.Of(path, options, pictures, [], []);
        string checkpoint = Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + ".safetensors");
        trainer.Run(new Checkpoint(checkpoint, CheckpointKind.Float, fingerprint), EpochProgress.Standard($"{Path.GetFileName(path)}: epoch"), cancellation, report);
        trainer.Average.eval();
        return Evaluator.Evaluate(trainer.Average.forward, pictures.Validation, network.InputSize, network.Classes.Count).Accuracy;
    }
}
