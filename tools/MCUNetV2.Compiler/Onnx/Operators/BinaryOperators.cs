// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Functions of two values, of which one may be a constant; shapes are broadcast.</summary>
internal static class BinaryOperators
{
    public static OnnxActivation Binary(OnnxContext context, BinaryKind kind) => Binary(context, kind, Operand(context, 0), Operand(context, 1));

    /// <summary>Any number of values, one after the other.</summary>
    public static OnnxActivation Fold(OnnxContext context, BinaryKind kind)
    {
        OnnxOperand result = Operand(context, 0);
        for (int input = 1; input < context.Node.Inputs.Length; input++)
        {
            result = new OnnxOperand(Binary(context, kind, result, Operand(context, input), input < context.Node.Inputs.Length - 1 ? $"/{input}" : ""), null);
        }

        return result.Value ?? throw context.Node.Refuse("has only constants as inputs");
    }

    /// <summary>Max or Min: with one constant number a clip.</summary>
    public static OnnxActivation Bound(OnnxContext context, BinaryKind kind)
    {
        int constant = context.IsConstant(0) ? 0 : 1;
        if (context.Node.Inputs.Length != 2 || !context.IsConstant(constant) || context.Reals(constant).Distinct().Count() != 1)
        {
            return Fold(context, kind);
        }

        float bound = context.Reals(constant)[0];
        OnnxActivation value = context.Activation(1 - constant);
        return context.Constant(constant).Shape.Length <= value.Rank
            ? UnaryOperators.Clip(
                context, value, kind == BinaryKind.Maximum ? bound : float.NegativeInfinity, kind == BinaryKind.Minimum ? bound : float.PositiveInfinity)
            : Fold(context, kind);
    }

    public static OnnxActivation Prelu(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        OnnxTensor slope = context.Constant(1);
        ImmutableArray<float> slopes = context.Reals(1);
        if (slopes.Distinct().Count() == 1 && slopes[0] is >= 0 and <= 1)
        {
            return context.Emit(value.Shape, value.Permutation, number => new FloatUnary(UnaryKind.LeakyRelu, [value.Tensor], number, slopes[0]));
        }

        // Before opset 9, slopes belong to channels whatever their shape.
        int channels = value.Rank > 1 ? value.Shape[1] : 1;
        ImmutableArray<int> shape = slopes.Length == channels && slope.Shape.Length <= 1 && value.Rank > 1
            ? [channels, .. Enumerable.Repeat(1, value.Rank - 2)]
            : slope.Shape;
        return Binary(context, BinaryKind.Prelu, new OnnxOperand(value, null), new OnnxOperand(null, slope with { Shape = shape }));
    }

    public static OnnxActivation Power(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        float exponent = context.Constant(1) is { Count: 1, Floats: [var only] } ? only : context.Constant(1) is { Count: 1, Integers: [var whole] } ? whole : 0;
        return exponent switch
        {
            1 => value,
            2 => context.Emit(value.Shape, value.Permutation, number => new FloatBinary(BinaryKind.Mul, [value.Tensor, value.Tensor], number)),
            0.5f => UnaryOperators.Unary(context, UnaryKind.Sqrt),
            _ => throw context.Node.Refuse($"raises to the power of {exponent}; 1, 2 and 0.5 are possible"),
        };
    }

    private static OnnxOperand Operand(OnnxContext context, int input)
    {
        if (!context.IsConstant(input))
        {
            return new OnnxOperand(context.Activation(input), null);
        }

        context.Reals(input);
        return new OnnxOperand(null, context.Constant(input));
    }

    private static OnnxActivation Binary(OnnxContext context, BinaryKind kind, OnnxOperand first, OnnxOperand second, string suffix = "")
    {
        ImmutableArray<int> shape = Broadcast(context, first.Shape, second.Shape);
        // x / c is x (1 / c); x - c is x + (-c): these fold into convolutions, and TFLite has no int8 DIV everywhere.
        (kind, second) = (kind, second.Constant) switch
        {
            (BinaryKind.Div, { } divisor) => (BinaryKind.Mul, second.With(value => 1 / value)),
            (BinaryKind.Sub, { } subtrahend) => (BinaryKind.Add, second.With(value => -value)),
            _ => (kind, second),
        };
        // The layout of the operand that is not repeated.
        OnnxActivation like = first.Value is { } a && (second.Value is not { } b || a.Count >= b.Count) ? a : second.Value!;
        like = context.Reshape(like, [.. Enumerable.Repeat(1, shape.Length - like.Rank), .. like.Shape]);
        int one = Tensor(context, first, like.Permutation, "first");
        int two = Tensor(context, second, like.Permutation, "second");
        (one, two) = first.Value is null && kind is BinaryKind.Add or BinaryKind.Mul ? (two, one) : (one, two);
        return context.Emit(shape, like.Permutation, number => new FloatBinary(kind, [one, two], number), suffix);
    }

    private static int Tensor(OnnxContext context, OnnxOperand operand, ImmutableArray<int> permutation, string name)
    {
        ImmutableArray<int> shape = [.. Enumerable.Repeat(1, permutation.Length - operand.Shape.Length), .. operand.Shape];
        if (operand.Value is { } value)
        {
            return context.Arrange(context.Reshape(value, shape), permutation).Tensor;
        }

        // A single number needs no dimensions, one a channel only the last.
        ImmutableArray<float> values = OnnxConstants.Arrange(operand.Constant!.Floats, shape, permutation);
        ImmutableArray<int> arranged = OnnxActivation.Arrange(shape, permutation);
        return context.AddConstant(name, values.Length == 1 ? [1] : values.Length == arranged[^1] ? [values.Length] : arranged, values);
    }

    private static ImmutableArray<int> Broadcast(OnnxContext context, ImmutableArray<int> first, ImmutableArray<int> second)
    {
        int rank = Math.Max(first.Length, second.Length);
        int Size(ImmutableArray<int> shape, int d) => d < rank - shape.Length ? 1 : shape[d - rank + shape.Length];
        return
        [
            .. Enumerable.Range(0, rank).Select(d => (Size(first, d), Size(second, d)) switch
            {
                var (a, b) when a == b || b == 1 => a,
                (1, var b) => b,
                _ => throw context.Node.Refuse($"has inputs of shapes {string.Join('x', first)} and {string.Join('x', second)}, which do not fit each other"),
            }),
        ];
    }
}

/// <summary>A computed value or a constant.</summary>
internal sealed record OnnxOperand(OnnxActivation? Value, OnnxTensor? Constant)
{
    public ImmutableArray<int> Shape => Value?.Shape ?? Constant!.Shape;

    public OnnxOperand With(Func<float, float> function) => this with { Constant = Constant! with { Floats = [.. Constant.Floats.Select(function)] } };
}
