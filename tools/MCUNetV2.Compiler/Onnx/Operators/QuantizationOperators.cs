// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>
/// QuantizeLinear and DequantizeLinear, by which a file says that a network is quantised already: its integers are kept as they are. uint8 becomes
/// int8 by subtracting 128 from values and zero points, which changes no real value.
/// </summary>
internal static class QuantizationOperators
{
    private const int Shift = 128;

    public static void Quantize(OnnxContext context)
    {
        if (context.IsConstant(0))
        {
            throw context.Node.Refuse("quantises a constant; store it in integers");
        }

        OnnxActivation value = context.Activation(0);
        AffineParameters parameters = Parameters(context);
        FloatTensor source = context.Builder.Tensors[value.Tensor];
        int tensor = context.Builder.Add(
            new FloatTensor(context.Node.Outputs[0], source.Shape) { Quantization = parameters }, number => new FloatRequantize([value.Tensor], number));
        context.Complete(value with { Tensor = tensor }, isFloat: false);
    }

    public static void Dequantize(OnnxContext context)
    {
        if (!context.IsConstant(0))
        {
            context.Complete(context.Activation(0));
            return;
        }

        OnnxTensor integers = context.Constant(0);
        ImmutableArray<long> values = context.Integers(0);
        ImmutableArray<float> scales = context.Reals(1);
        ImmutableArray<long> zeroPoints = context.Has(2) ? context.Integers(2) : [.. new long[scales.Length]];
        int rank = integers.Shape.Length;
        int axis = scales.Length == 1 ? 0 : context.Axis(context.Node.Integer("axis", 1), rank);
        if (zeroPoints.Length != scales.Length || (scales.Length > 1 && integers.Shape[axis] != scales.Length) || scales.IsEmpty)
        {
            throw context.Node.Refuse($"has {scales.Length} scales and {zeroPoints.Length} zero points for a constant of shape {string.Join('x', integers.Shape)}");
        }

        long shift = integers.Type == OnnxType.UInt8 ? Shift : 0;
        values = [.. values.Select(value => value - shift)];
        zeroPoints = [.. zeroPoints.Select(zero => zero - shift)];
        int inner = integers.Shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        int Of(int element) => scales.Length == 1 ? 0 : element / inner % scales.Length;
        context.Complete(new OnnxTensor(integers.Shape, [.. values.Select((value, i) => scales[Of(i)] * (value - zeroPoints[Of(i)]))], [])
        {
            Quantized = new OnnxQuantized(values, scales, zeroPoints, axis),
        });
    }

    /// <summary>The int8 weights behind a constant.</summary>
    /// <param name="channels">The dimension of the output channels.</param>
    public static ImmutableArray<sbyte> SymmetricWeights(OnnxNode node, OnnxQuantized quantized, int channels)
    {
        if (quantized.ZeroPoints.Any(zero => zero != 0))
        {
            throw node.Refuse($"has weights with zero point {quantized.ZeroPoints.First(zero => zero != 0)} (as int8); quantise them symmetrically (QInt8)");
        }

        if (quantized.Scales.Length > 1 && quantized.Axis != channels)
        {
            throw node.Refuse($"has weights with scales along dimension {quantized.Axis}; output channels are dimension {channels}");
        }

        return quantized.Values.All(value => value is >= sbyte.MinValue and <= sbyte.MaxValue)
            ? [.. quantized.Values.Select(value => (sbyte)value)]
            : throw node.Refuse("has quantised weights of more than 8 bits");
    }

    /// <summary>The int32 biases behind a constant; null when it is in float.</summary>
    public static ImmutableArray<int>? Bias(OnnxTensor bias) =>
        bias.Quantized is { } quantized && quantized.ZeroPoints.All(zero => zero == 0) && quantized.Values.All(value => value == (int)value)
            ? [.. quantized.Values.Select(value => (int)value)]
            : null;

    private static AffineParameters Parameters(OnnxContext context)
    {
        ImmutableArray<float> scales = context.Reals(1);
        OnnxTensor? zero = context.Has(2) ? context.Constant(2) : null;
        if (scales.Length != 1 || !(scales[0] > 0) || !float.IsFinite(scales[0]) || zero is { Count: not 1 } || zero?.Integers.Length == 0)
        {
            throw context.Node.Refuse("does not have one positive scale and one zero point; activations have one for all their channels");
        }

        // Without a zero point, the type is uint8.
        OnnxType type = zero?.Type ?? OnnxType.UInt8;
        if (type is not (OnnxType.UInt8 or OnnxType.Int8))
        {
            throw context.Node.Refuse($"quantises to {type}; int8 and uint8 are possible");
        }

        return new AffineParameters(scales[0], (int)(zero?.Integers[0] ?? 0) - (type == OnnxType.UInt8 ? Shift : 0));
    }
}
