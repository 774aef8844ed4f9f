// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Simulation;

namespace MCUNetV2.Training.Detection;

/// <summary>The epochs after a detector's training: <see cref="QuantizationAwareTraining"/>'s for detectors.</summary>
internal static class DetectorTuning
{
    /// <param name="trained">What it has learnt in float.</param>
    /// <param name="training">The training so far.</param>
    /// <param name="network">The network's configuration.</param>
    /// <param name="data">What is learnt from.</param>
    /// <param name="sampling">How often.</param>
    /// <param name="calibration">Chooses the ranges of activations.</param>
    /// <param name="checkpoint">Where to go on, when it exists; its ranges are then kept.</param>
    public static DetectorTrainer<SimulatedDetector> Begin(
        TrainedDetector trained, DetectorTraining training, DetectorConfiguration network, DetectionDataSet data, SamplingWeights sampling,
        IReadOnlyList<DetectionPicture> calibration, Checkpoint checkpoint)
    {
        IReadOnlyList<ValueRange> ranges = checkpoint.Exists
            ? new ValueRange[trained.Graph.Tensors.Length]
            : Quantizer.ChooseRanges(trained.Graph, [.. calibration.Select(picture => DetectorExport.Values(picture, network.InputSize))], trained.Options);
        // The ranges are those of whole pictures.
        DetectionViewOptions views = training.Views with { Mosaic = 0 };
        return new DetectorTrainer<SimulatedDetector>(
            network, QuantizationAwareTraining.Tuning(training.Options, training.QuantizedEpochs), views, data, sampling, () => new SimulatedDetector(trained.Graph, ranges));
    }
}
