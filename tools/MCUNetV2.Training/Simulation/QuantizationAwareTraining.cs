// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;

namespace MCUNetV2.Training.Simulation;

/// <summary>The epochs after training: the network learns to live with int8's rounding.</summary>
internal static class QuantizationAwareTraining
{
    // Of training's peak: the weights are nearly right, and larger steps would undo what the last epochs found.
    private const double RateShare = 0.05;

    /// <param name="trained">The training so far.</param>
    /// <param name="configuration">The network's configuration.</param>
    /// <param name="options">Those of the training so far.</param>
    /// <param name="epochs">Epochs to go on for.</param>
    /// <param name="data">Training pictures calibrate the ranges of activations.</param>
    /// <param name="targets">What is to be learnt.</param>
    /// <param name="checkpoint">Where to go on, when it exists; its ranges are then kept.</param>
    public static Trainer<SimulatedClassifier> Begin(
        Trainer<Classifier> trained, NetworkConfiguration configuration, TrainingOptions options, int epochs, DataSet data, TrainingTargets targets,
        Checkpoint checkpoint)
    {
        trained.Average.eval();
        FloatGraph graph = ClassifierExport.ToGraph(trained.Average, configuration);
        IReadOnlyList<ValueRange> ranges = checkpoint.Exists
            ? new ValueRange[graph.Tensors.Length]
            : Quantizer.ChooseRanges(graph, CalibrationPictures.Draw(data, configuration.InputSize, CalibrationPictures.Enough), new QuantizationOptions());
        Trainer<SimulatedClassifier> trainer = new(configuration, Tuning(options, epochs), data, targets, () => new SimulatedClassifier(graph, ranges, options.Dropout));
        trainer.Student.AdoptProjection(trained.Student);
        return trainer;
    }

    /// <summary>How long and how fast, after a training with <paramref name="options"/>.</summary>
    public static TrainingOptions Tuning(TrainingOptions options, int epochs) => options with
    {
        Epochs = epochs,
        LearningRate = options.LearningRate * RateShare,
        // The ranges are those of whole pictures.
        SmallShare = 0,
        // Other views than those of the first epochs.
        Seed = options.Seed + 1,
    };
}
