// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Weights, bias and multipliers of the three operators that become convolutions.</summary>
internal static class ConvolutionWeights
{
    private const int WeightsInput = 1;
    /// <summary>Where most operators have their bias.</summary>
    public const int BiasInput = 2;


    /// <summary>The weights tensor: constant INT8 of the rank that the operator has.</summary>
    public static TfLiteTensor Tensor(OperatorContext context, int rank)
    {
        TfLiteTensor weights = context.InputTensor(WeightsInput);
        if (!weights.IsConstant)
        {
            throw context.Refuse($"has weights '{weights.Name}' that are only known at run time");
        }

        Shapes.CheckData(weights, TfLiteType.INT8, context.Refuse);
        return weights.Shape.Length == rank
            ? weights
            : throw context.Refuse($"has weights of shape {Shapes.Describe(weights.Shape)}; {rank} dimensions are expected");
    }

    public static ImmutableArray<sbyte> Values(TfLiteTensor weights) => [.. MemoryMarshal.Cast<byte, sbyte>(weights.Data.Span)];

    /// <summary>The bias, or zeros.</summary>
    public static int[] Bias(OperatorContext context, int channels, int input = BiasInput)
    {
        int[] bias = new int[channels];
        if (context.HasInput(input))
        {
            TfLiteTensor tensor = context.InputTensor(input);
            Shapes.CheckData(tensor, TfLiteType.INT32, context.Refuse);
            if (tensor.Data.Length != 4 * channels)
            {
                throw context.Refuse($"has a bias of shape {Shapes.Describe(tensor.Shape)} for {channels} output channels");
            }

            for (int c = 0; c < channels; c++)
            {
                bias[c] = BinaryPrimitives.ReadInt32LittleEndian(tensor.Data.Span[(4 * c)..]);
            }
        }

        return bias;
    }

    /// <summary>Which scales are negative.</summary>
    public static ImmutableArray<bool> Negative(ImmutableArray<float> scales) => [.. scales.Select(scale => scale < 0)];

    /// <summary>input scale * |weight scale| / output scale of each channel, computed in double as TFLite's convolutions do; of uint8 models the product in single precision.</summary>
    public static ImmutableArray<QuantizedMultiplier> Multipliers(
        OperatorContext context, Value input, ImmutableArray<float> scales)
    {
        (float output, _) = Quantized.Activation(context.Output, context.Refuse);
        float inputScale = context.Graph[input.Tensor].Scale;
        return [.. scales.Select(scale => Quantized.Multiplier(Product(Math.Abs(scale)) / output, context.Refuse))];

        double Product(float scale) => context.FromUInt8 ? inputScale * scale : (double)inputScale * scale;
    }
}
