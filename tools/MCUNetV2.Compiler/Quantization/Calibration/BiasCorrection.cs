// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Report;

namespace MCUNetV2.Compiler.Quantization.Calibration;

/// <summary>
/// Takes out of each layer's biases what rounding adds to its outputs on average (Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias Correction",
/// section 4.2, measured on pictures as in its appendix D). Rounded weights shift the mean of a channel, layer after layer in the same direction, and with it the answer: a network may
/// lose ten points of accuracy at 20 dB that way. Layers are corrected in order, each on what the corrected ones before it give.
/// </summary>
internal static class BiasCorrection
{
    // Means settle after a few dozen pictures.
    private const int PictureLimit = 48;

    // Values of all pictures are held at once: 256 MiB of them at most, and eight pictures at least.
    private const long ValueLimit = 1 << 26;
    private const int FewestPictures = 8;

    // A channel that is hardly ever within its activation's bounds says little of its bias.
    private const float LeastActive = 0.05f;

    /// <summary>The same where the outputs come nearer to the float network's for it, or else the network as it is.</summary>
    /// <inheritdoc cref="Apply" path="/param"/>
    public static QuantizedGraph ApplyIfNearer(QuantizedGraph quantized, IFloatReference exact, IReadOnlyList<float[]> pictures)
    {
        QuantizedGraph corrected = Apply(quantized, exact, pictures);
        float[][] drawn = [.. Spread(pictures, FewestPictures * 2)];
        return OutputDecibels(corrected, exact, drawn) > OutputDecibels(quantized, exact, drawn) ? corrected : quantized;
    }

    /// <param name="quantized">The network in integers.</param>
    /// <param name="exact">Computes what the float network gives.</param>
    /// <param name="pictures">Inputs in the network's own units.</param>
    /// <returns>The same with other biases, where it does not come with its own.</returns>
    public static QuantizedGraph Apply(QuantizedGraph quantized, IFloatReference exact, IReadOnlyList<float[]> pictures)
    {
        FloatGraph graph = quantized.Source;
        long values = graph.Tensors.Sum(tensor => (long)tensor.Count);
        float[][] drawn = [.. Spread(pictures, (int)Math.Clamp(ValueLimit / Math.Max(1, values), FewestPictures, PictureLimit))];
        ChannelMeans?[] wanted = Means(graph, exact, drawn);
        FloatGraph rounded = quantized.WithRoundedWeights();
        float[][][] tensors = [.. drawn.Select(picture => Tensors(rounded, quantized, picture))];
        ImmutableArray<int>[] biases = [.. quantized.Biases];
        for (int index = 0; index < graph.Operators.Length; index++)
        {
            FloatOperator step = rounded.Operators[index];
            Run(rounded, quantized, step, tensors);
            if (wanted[index] is { } means)
            {
                FloatWeighted corrected = Correct((FloatWeighted)step, means, ChannelMeans.Of((FloatWeighted)step, tensors.Select(picture => picture[step.Output])));
                float scale = quantized.Activations[step.Inputs[0]].Scale;
                biases[index] = quantized.Weights[index]!.QuantizeBias(corrected.Bias, scale);
                Run(rounded, quantized, corrected with { Bias = quantized.Weights[index]!.DequantizeBias(biases[index], scale) }, tensors);
            }
        }

        return quantized with { Biases = [.. biases] };
    }

    /// <summary>Mean over the outputs of signal over error.</summary>
    private static double OutputDecibels(QuantizedGraph quantized, IFloatReference exact, float[][] pictures)
    {
        FloatExecutor rounded = new(quantized.WithRoundedWeights()) { TensorReady = quantized.Round };
        SignalToNoise[] ratios = [.. quantized.Source.Outputs.Select(_ => new SignalToNoise())];
        foreach (float[] picture in pictures)
        {
            exact.Run(picture);
            rounded.Run(picture);
            for (int i = 0; i < ratios.Length; i++)
            {
                ratios[i].Add(exact[quantized.Source.Outputs[i]], rounded[quantized.Source.Outputs[i]]);
            }
        }

        return ratios.Average(ratio => ratio.Decibels);
    }

    private static IEnumerable<float[]> Spread(IReadOnlyList<float[]> pictures, int count)
    {
        int step = Math.Max(1, pictures.Count / count);
        return Enumerable.Range(0, Math.Min(count, pictures.Count)).Select(i => pictures[i * step]);
    }

    /// <summary>Of each layer that has no integers of its own.</summary>
    private static ChannelMeans?[] Means(FloatGraph graph, IFloatReference exact, float[][] pictures)
    {
        ChannelMeans?[] means = [.. graph.Operators.Select(step => step is FloatWeighted { Known: null } weighted ? new ChannelMeans(weighted) : null)];
        foreach (float[] picture in pictures)
        {
            exact.Run(picture);
            for (int index = 0; index < means.Length; index++)
            {
                means[index]?.Add(exact[graph.Operators[index].Output]);
            }
        }

        return means;
    }

    private static float[][] Tensors(FloatGraph graph, QuantizedGraph quantized, float[] picture)
    {
        float[][] tensors = [.. graph.Tensors.Select(tensor => tensor.IsConstant ? tensor.Values.ToArray() : new float[tensor.Count])];
        picture.CopyTo(tensors[graph.Input], 0);
        quantized.Round(graph.Input, tensors[graph.Input]);
        return tensors;
    }

    private static void Run(FloatGraph graph, QuantizedGraph quantized, FloatOperator step, float[][][] pictures)
    {
        FloatKernel kernel = FloatKernels.Prepare(graph, step);
        foreach (float[][] tensors in pictures)
        {
            kernel([.. step.Inputs.Select(tensor => tensors[tensor])], tensors[step.Output]);
            quantized.Round(step.Output, tensors[step.Output]);
        }
    }

    private static FloatWeighted Correct(FloatWeighted step, ChannelMeans wanted, ChannelMeans found) => step with
    {
        Bias = [.. step.Bias.Select((bias, channel) => wanted.ActiveShare(channel) < LeastActive
            ? bias
            : bias + ((wanted.Mean(channel) - found.Mean(channel)) / wanted.ActiveShare(channel)))],
    };

    /// <summary>Means over pictures and places of each channel that a layer gives.</summary>
    private sealed class ChannelMeans(FloatWeighted step)
    {
        private readonly (float Low, float High) _bounds = ActivationBounds.Of(step.Activation);
        private readonly double[] _sums = new double[step.Bias.Length];
        private readonly long[] _active = new long[step.Bias.Length];
        private long _count;

        public static ChannelMeans Of(FloatWeighted step, IEnumerable<float[]> outputs)
        {
            ChannelMeans means = new(step);
            foreach (float[] values in outputs)
            {
                means.Add(values);
            }

            return means;
        }

        public void Add(ReadOnlySpan<float> values)
        {
            int channels = _sums.Length;
            for (int i = 0; i < values.Length; i++)
            {
                _sums[i % channels] += values[i];
                _active[i % channels] += values[i] > _bounds.Low && values[i] < _bounds.High ? 1 : 0;
            }

            _count += values.Length / channels;
        }

        public float Mean(int channel) => (float)(_sums[channel] / _count);

        /// <summary>Part of the values that a change of the bias changes.</summary>
        public float ActiveShare(int channel) => (float)_active[channel] / _count;
    }
}
