// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Tables of int8 functions.</summary>
internal static class LookupTable
{
    public static LookupConstants Identity { get; } = Of(x => x);

    /// <summary>The table of a function of the quantised input, its result clamped to int8.</summary>
    public static LookupConstants Of(Func<int, int> function) =>
        new([.. Enumerable.Range(0, 256).Select(i => (sbyte)Math.Clamp(function((sbyte)i), sbyte.MinValue, sbyte.MaxValue))]);

    /// <summary>Adds a LOOKUP to the graph; nothing when it would change neither bytes nor quantisation.</summary>
    public static Value Emit(OperatorContext context, Value input, LookupConstants table) =>
        Emit(context, input, table, Quantized.Activation(context.Output, context.Refuse));

    /// <inheritdoc cref="Emit(OperatorContext, Value, LookupConstants)"/>
    public static Value Emit(OperatorContext context, Value input, LookupConstants table, (float Scale, int ZeroPoint) output)
    {
        ImmutableArray<int> shape = context.Output.Shape;
        Tensor tensor = context.Graph[input.Tensor];
        return table.Table.SequenceEqual(Identity.Table) && output == (tensor.Scale, tensor.ZeroPoint)
            ? input with { Shape = shape }
            : context.Emit(
                OperatorKind.Lookup, [input.Tensor], output, context.ExtentsOf(input), shape, input.Layout, o => o with { Constants = table });
    }

    /// <summary>The table of a function that TFLite computes in single precision: dequantised, rounded half away from zero, quantised.</summary>
    public static LookupConstants OfReal((float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to, Func<float, float> function)
    {
        float inverse = 1 / to.Scale;
        return Of(x => (int)(MathF.Round(function(from.Scale * (x - from.ZeroPoint)) * inverse, MidpointRounding.AwayFromZero) + to.ZeroPoint));
    }

    /// <summary>
    /// The factor from an input's steps to fixed point with so many integer bits, and the number of steps from which on it would not fit; as
    /// TFLite prepares LOGISTIC and TANH.
    /// </summary>
    public static (QuantizedMultiplier Factor, int Radius) FixedPointInput(OperatorContext context, float scale, int integerBits)
    {
        QuantizedMultiplier factor = QuantizedMultiplier.FromReal(scale * (double)(1 << (31 - integerBits)));
        return factor.Shift >= 0
            ? (factor, (int)Math.Floor((double)((1L << integerBits) - 1) * (1L << (31 - integerBits)) / (1L << factor.Shift)))
            : throw context.Refuse($"has an input scale of {scale:g3}, too small");
    }

    /// <summary>The input of an operator that keeps the shape, with the quantisations that its table translates between.</summary>
    public static (Value Input, (float Scale, int ZeroPoint) From, (float Scale, int ZeroPoint) To) Read(OperatorContext context)
    {
        Value input = context.ElementsOf(0);
        Shapes.Expect(context.Output, input.Shape, context.Refuse);
        Tensor tensor = context.Graph[input.Tensor];
        return (input, (tensor.Scale, tensor.ZeroPoint), Quantized.Activation(context.Output, context.Refuse));
    }
}
