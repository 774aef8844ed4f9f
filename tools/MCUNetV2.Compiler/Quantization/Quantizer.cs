// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Calibration;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>
/// Post-training quantisation: per-channel symmetric int8 weights, asymmetric int8 activations, int32 biases in units of
/// input scale x weight scale (the TFLite 8-bit quantisation specification).
/// </summary>
public static class Quantizer
{
    /// <param name="graph">The float network.</param>
    /// <param name="pictures">Calibration inputs in the network's own units; a few hundred of what the device will see.</param>
    /// <param name="options">How to quantise.</param>
    /// <exception cref="ArgumentException">There is no calibration picture, or one has another size than the input.</exception>
    public static QuantizedModel Quantize(FloatGraph graph, IReadOnlyList<float[]> pictures, QuantizationOptions options)
    {
        return Quantize(graph, new FloatExecutor(graph), pictures, options);
    }

    /// <inheritdoc cref="Quantize(FloatGraph, IReadOnlyList{float[]}, QuantizationOptions)"/>
    /// <param name="reference">Computes what the float network gives.</param>
    public static QuantizedModel Quantize(FloatGraph graph, IFloatReference reference, IReadOnlyList<float[]> pictures, QuantizationOptions options)
    {
        if (options.Equalize)
        {
            RequirePictures(graph, pictures);
            (graph, reference) = ChannelEqualization.Apply(graph, reference, pictures);
        }

        ValueRange[] ranges = ChooseRanges(graph, reference, pictures, options);
        ImmutableArray<AffineParameters> activations = ActivationParameters.Choose(graph, ranges, options.Input);
        QuantizedGraph quantized = QuantizedGraph.From(graph, activations);
        if (options.CorrectBiases)
        {
            quantized = BiasCorrection.ApplyIfNearer(quantized, reference, pictures);
        }

        return new QuantizedModel(
            quantized, ErrorReport.Measure(quantized, reference, pictures), QuantizationWarnings.Of(quantized, ranges, pictures));
    }

    /// <summary>The range of each tensor, as <see cref="Quantize(FloatGraph, IReadOnlyList{float[]}, QuantizationOptions)"/> takes it.</summary>
    /// <inheritdoc cref="Quantize(FloatGraph, IReadOnlyList{float[]}, QuantizationOptions)"/>
    public static IReadOnlyList<ValueRange> ChooseRanges(FloatGraph graph, IReadOnlyList<float[]> pictures, QuantizationOptions options)
    {
        return ChooseRanges(graph, new FloatExecutor(graph), pictures, options);
    }

    /// <summary>The same without pictures.</summary>
    /// <param name="graph">The float network.</param>
    /// <param name="ranges">The range of each tensor but the input, which is <see cref="AffineParameters.Pixels"/>.</param>
    public static TfLiteModel Quantize(FloatGraph graph, IReadOnlyList<ValueRange> ranges) =>
        TfLiteExporter.Export(QuantizedGraph.From(graph, ActivationParameters.Choose(graph, ranges, AffineParameters.Pixels)));

    private static ValueRange[] ChooseRanges(FloatGraph graph, IFloatReference reference, IReadOnlyList<float[]> pictures, QuantizationOptions options)
    {
        RequirePictures(graph, pictures);
        ValueRange[] ranges = Calibrator.Calibrate(graph, reference, pictures, options.Ranges);
        foreach ((int tensor, ValueRange range) in options.KnownRanges)
        {
            ranges[tensor] = range;
        }

        return ranges;
    }

    private static void RequirePictures(FloatGraph graph, IReadOnlyList<float[]> pictures)
    {
        int count = graph.Tensors[graph.Input].Count;
        if (pictures.Count == 0 || pictures.Any(picture => picture.Length != count))
        {
            throw new ArgumentException($"calibration needs at least one picture of {count} values");
        }
    }
}
