// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>A constant operand as a tensor in the other operand's layout.</summary>
internal static class ConstantOperand
{
    /// <param name="other">As large as the output.</param>
    /// <param name="mayRepeat">One pixel is enough when all pixels are alike.</param>
    public static Value Add(OperatorContext context, TfLiteTensor constant, Value other, bool mayRepeat)
    {
        Shapes.CheckData(constant, TfLiteType.INT8, context.Refuse);
        ImmutableArray<int> shape = context.Output.Shape;
        if (constant.Data.Length < Shapes.Count(shape) && Shapes.Count(shape) > Limits.RepeatedBytes)
        {
            throw context.Refuse($"repeats a constant to {Shapes.Count(shape)} bytes; up to {Limits.RepeatedBytes} are supported");
        }

        Layout layout = other.Layout.WithRank(shape.Length);
        Extents extents = context.ExtentsOf(other);
        (float scale, int zeroPoint) = Quantized.Activation(constant, context.Refuse);
        ImmutableArray<sbyte> values =
            [.. layout.SourceIndices(extents).Select(i => (sbyte)constant.Data.Span[SourceIndex(i, shape, constant.Shape)])];
        if (mayRepeat && Enumerable.Range(0, values.Length).All(i => values[i] == values[i % extents.Channels]))
        {
            extents = extents with { Height = 1, Width = 1 };
            values = values[..extents.Channels];
        }

        Tensor tensor = new(constant.Name, extents.Height, extents.Width, extents.Channels, scale, zeroPoint, values);
        return new Value(context.Graph.Add(tensor), shape, layout);
    }

    /// <summary>Where the element at an index of the output comes from in a tensor that is repeated.</summary>
    private static int SourceIndex(int index, ImmutableArray<int> shape, ImmutableArray<int> repeated)
    {
        (int source, int stride) = (0, 1);
        for (int d = 1; d <= repeated.Length; d++)
        {
            (int position, int size) = (index % shape[^d], repeated[^d]);
            source += size == 1 ? 0 : position * stride;
            stride *= size;
            index /= shape[^d];
        }

        return source;
    }
}
