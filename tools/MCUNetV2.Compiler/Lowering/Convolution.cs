// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>A convolution of the device, whatever TFLite operator it comes from.</summary>
/// <param name="Parameter">Groups or channel multiplier.</param>
/// <param name="Weights">In the device's order.</param>
/// <param name="ChannelOf">Output channel of the weight at an index.</param>
/// <param name="Multipliers">One for each output channel.</param>
internal sealed record Convolution(
    OperatorKind Kind, Window Window, int Parameter, TfLiteActivation Activation, ImmutableArray<sbyte> Weights, Func<int, int> ChannelOf,
    ImmutableArray<QuantizedMultiplier> Multipliers)
{
    /// <summary>Channels whose weights have a negative scale: weights and bias change their sign instead, which gives the same sums times the same factor.</summary>
    public required ImmutableArray<bool> Negated { get; init; }

    /// <summary>Whether the input's zero point joins the bias, as where every output pixel reads all taps or the zero point in their place.</summary>
    public bool FoldsZeroPoint { get; init; } = true;

    /// <summary>The operator's input that is the bias.</summary>
    public int BiasInput { get; init; } = ConvolutionWeights.BiasInput;

    /// <summary>Adds it to the graph.</summary>
    public Value Emit(OperatorContext context, Value input, Extents output, Layout layout)
    {
        (int min, int max) = Quantized.Clamp(Activation, Quantized.Activation(context.Output, context.Refuse), context.Refuse);
        ConvolutionConstants constants = Constants(context, ConvolutionWeights.Bias(context, output.Channels, BiasInput), FoldsZeroPoint ? context.Graph[input.Tensor].ZeroPoint : 0);
        return context.Emit(Kind, [input.Tensor], output, layout, o => o with
        {
            Window = Window,
            Parameter = Parameter,
            ActivationMin = min,
            ActivationMax = max,
            Constants = constants,
        });
    }

    private ConvolutionConstants Constants(OperatorContext context, int[] bias, int inputZeroPoint)
    {
        ImmutableArray<sbyte> weights = Weights;
        if (Negated.Contains(true))
        {
            weights = [.. Weights.Select((weight, i) => Negated[ChannelOf(i)] ? Negative(context, weight) : weight)];
            bias = [.. bias.Select((value, channel) => Negated[channel] ? unchecked(-value) : value)];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            ref int channel = ref bias[ChannelOf(i)];
            channel = unchecked(channel - (inputZeroPoint * weights[i]));
        }

        return new ConvolutionConstants(
            [.. bias], [.. Multipliers.Select(m => m.Multiplier)], [.. Multipliers.Select(m => (sbyte)m.Shift)], weights);
    }

    private static sbyte Negative(OperatorContext context, sbyte weight) => weight != sbyte.MinValue
        ? (sbyte)-weight
        : throw context.Refuse("has a weight of -128 in a channel with a negative scale; -127 to 127 are supported there");
}
