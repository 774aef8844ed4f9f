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
    /// <summary>Adds it to the graph, the input's zero point folded into its bias.</summary>
    public Value Emit(OperatorContext context, Value input, Extents output, Layout layout)
    {
        var (min, max) = Quantized.Clamp(Activation, Quantized.Activation(context.Output, context.Refuse), context.Refuse);
        var constants = Constants(ConvolutionWeights.Bias(context, output.Channels), context.Graph[input.Tensor].ZeroPoint);
        return context.Emit(Kind, [input.Tensor], output, layout, o => o with
        {
            Window = Window,
            Parameter = Parameter,
            ActivationMin = min,
            ActivationMax = max,
            Constants = constants,
        });
    }

    private ConvolutionConstants Constants(int[] bias, int inputZeroPoint)
    {
        for (var i = 0; i < Weights.Length; i++)
        {
            ref var channel = ref bias[ChannelOf(i)];
            channel = unchecked(channel - (inputZeroPoint * Weights[i]));
        }

        return new ConvolutionConstants(
            [.. bias], [.. Multipliers.Select(m => m.Multiplier)], [.. Multipliers.Select(m => (sbyte)m.Shift)], Weights);
    }
}
