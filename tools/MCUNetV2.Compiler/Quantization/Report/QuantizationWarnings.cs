// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Report;

/// <summary>Says what integers cannot represent, and what calibration did not see.</summary>
internal static class QuantizationWarnings
{
    // Below it the ranges of activations still move with each picture.
    private const int FewPictures = 16;

    // Steps of 127 that a channel's weights keep; fewer, and little more than their signs is left.
    private const int FewestSteps = 8;

    // A part of a concatenation that uses less than a sixteenth of the common range has four bits left.
    private const float SmallestShare = 1f / 16;

    public static ImmutableArray<string> Of(QuantizedGraph quantized, IReadOnlyList<ValueRange> ranges, IReadOnlyList<float[]> pictures) =>
    [
        .. OfPictures(pictures, quantized.Source.Tensors[quantized.Source.Input].Channels),
        .. quantized.Source.Operators.SelectMany((step, index) => OfOperator(quantized, ranges, step, index)),
    ];

    private static IEnumerable<string> OfPictures(IReadOnlyList<float[]> pictures, int channels)
    {
        if (pictures.Count < FewPictures)
        {
            yield return $"only {Count(pictures.Count, "calibration picture")}; ranges are a guess below {FewPictures} pictures, and a hundred are better";
        }

        int blank = pictures.Count(picture => picture.Select((value, i) => Math.Abs(value - picture[i % channels])).All(difference => difference < 1f / byte.MaxValue));
        if (blank > 0)
        {
            yield return blank == pictures.Count
                ? "every calibration picture is one plain colour; the ranges say nothing about real pictures"
                : $"{blank} of {pictures.Count} calibration pictures are one plain colour";
        }
        else if (pictures.Count > 1 && pictures.Skip(1).All(picture => picture.AsSpan().SequenceEqual(pictures[0])))
        {
            yield return "every calibration picture is the same; the ranges say nothing about others";
        }
    }

    private static IEnumerable<string> OfOperator(QuantizedGraph quantized, IReadOnlyList<ValueRange> ranges, FloatOperator step, int index)
    {
        FloatGraph graph = quantized.Source;
        string layer = $"layer {graph.Tensors[step.Output].Name}";
        if (step is FloatActivated or FloatUnary && ranges[step.Output] is { Low: 0, High: 0 })
        {
            yield return $"{layer} is dead: it was zero on every calibration picture; its scale is a guess";
        }

        if (step is FloatWeighted { Known: null } weighted && quantized.Weights[index] is { } weights)
        {
            foreach (string line in OfWeights(weighted, weights, layer, Reach(quantized, ranges, weighted)))
            {
                yield return line;
            }
        }

        if (step is FloatConcatenation)
        {
            float span = quantized.Activations[step.Output].Scale * byte.MaxValue;
            foreach (int input in step.Inputs.Where(input => ranges[input].High - ranges[input].Low is var own && own > 0 && own < span * SmallestShare))
            {
                yield return $"{layer} joins {graph.Tensors[input].Name} (range {Range(ranges[input])}) with values of a range of {Number(span)}; " +
                    "little of it is left in int8: make them outputs of their own (--outputs)";
            }
        }
    }

    /// <summary>The least weight that could change an output by half a step.</summary>
    private static float Reach(QuantizedGraph quantized, IReadOnlyList<ValueRange> ranges, FloatWeighted step)
    {
        ValueRange input = ranges[step.Input];
        float largest = Math.Max(Math.Abs(input.Low), Math.Abs(input.High)) * step.Weights.Length / step.Bias.Length;
        return largest > 0 ? quantized.Activations[step.Output].Scale / 2 / largest : 0;
    }

    private static IEnumerable<string> OfWeights(FloatWeighted step, ChannelWeights weights, string layer, float reach)
    {
        float[] exact = Largest(step.Weights, step.Bias.Length, weights.Depthwise);
        int[] zero = [.. Enumerable.Range(0, exact.Length).Where(channel => exact[channel] == 0)];
        if (zero.Length == exact.Length)
        {
            yield return $"{layer} is dead: all its weights are zero";
        }
        else if (zero.Length > 0)
        {
            yield return $"{layer}: {zero.Length} of {exact.Length} channels have no weight but zero (channel {zero[0]} for one)";
        }

        int[] coarse =
        [
            .. Enumerable.Range(0, exact.Length).Where(channel =>
                exact[channel] > reach && exact[channel] < FewestSteps * weights.Scales[weights.Scales.Length == 1 ? 0 : channel]),
        ];
        if (coarse.Length > 0)
        {
            int worst = coarse.MinBy(channel => exact[channel]);
            yield return $"{layer}: the bias {Number(step.Bias[worst])} of channel {worst} is too large for the scale of its weights, which reach {Number(exact[worst])}; " +
                $"a scale that holds it leaves the weights {(int)(exact[worst] / weights.Scales[weights.Scales.Length == 1 ? 0 : worst])} steps of 127 " +
                $"({Count(coarse.Length, "channel")} of {exact.Length})";
        }
    }

    private static float[] Largest(ImmutableArray<float> weights, int channels, bool depthwise)
    {
        float[] largest = new float[channels];
        int each = weights.Length / channels;
        for (int i = 0; i < weights.Length; i++)
        {
            int channel = depthwise ? i % channels : i / each;
            largest[channel] = Math.Max(largest[channel], Math.Abs(weights[i]));
        }

        return largest;
    }

    private static string Range(ValueRange range) => $"{Number(range.Low)} to {Number(range.High)}";

    private static string Number(float value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
