using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Operators;

/// <summary>Operators that move no value, or only move values: RESHAPE and its relatives, and TRANSPOSE.</summary>
internal static class ShapeImporter
{
    /// <summary>RESHAPE, SQUEEZE, EXPAND_DIMS: free where the new dimensions still lie along whole axes.</summary>
    public static Value Reshape(OperatorContext context)
    {
        var input = context.Input(0);
        var shape = context.Output.Shape;
        if (Shapes.Count(shape) != Shapes.Count(input.Shape))
        {
            throw context.Refuse($"makes {Shapes.Describe(shape)} of {Shapes.Describe(input.Shape)}");
        }

        if (input.Layout.Reshape(shape, context.ExtentsOf(input)) is { } relabelled)
        {
            return context.Alias(input, relabelled);
        }

        if (!Layout.TryCanonical(shape, out var layout, out var extents))
        {
            throw context.Refuse($"makes a tensor of shape {Shapes.Describe(shape)}; up to three dimensions longer than 1 are supported");
        }

        return context.Emit(OperatorKind.Reshape, [context.Natural(input).Tensor], extents, layout);
    }

    /// <summary>TRANSPOSE: free, until an operator insists on another order.</summary>
    public static Value Transpose(OperatorContext context)
    {
        var input = context.Input(0);
        var permutation = context.Int32s(1);
        if (!permutation.Order().SequenceEqual(Enumerable.Range(0, input.Shape.Length)))
        {
            throw context.Refuse($"has the permutation [{string.Join(", ", permutation.Take(8))}] of {input.Shape.Length} dimensions");
        }

        Shapes.Expect(context.Output, permutation.Select(d => input.Shape[d]), context.Refuse);
        return context.Alias(input, input.Layout.Transpose(permutation));
    }
}
