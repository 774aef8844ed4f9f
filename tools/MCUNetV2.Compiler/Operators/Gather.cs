// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>GATHER of constant indices: a slice where they are evenly spaced, else a table.</summary>
internal static class Gather
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.GATHER);

    /// <summary>Axis and indices; refused where they are not inside the dimension.</summary>
    public static (int Axis, ImmutableArray<int> Indices) Read(OperatorContext context, ImmutableArray<int> shape)
    {
        GatherOptions options = context.OptionsOr(new GatherOptions(0));
        int axis = Shapes.Axis(options.Axis, shape.Length, context.Refuse);
        ImmutableArray<int> indices = context.Int32s(1);
        if (options.BatchDimensions != 0)
        {
            throw context.Refuse($"has {options.BatchDimensions} batch dimensions, which is not supported");
        }

        Shapes.Expect(context.Output, [.. shape.Take(axis), .. context.InputTensor(1).Shape, .. shape.Skip(axis + 1)], context.Refuse);
        return indices.All(i => i >= 0 && i < shape[axis])
            ? (axis, indices)
            : throw context.Refuse($"takes indices outside a dimension of {shape[axis]}");
    }

    private static Value Import(OperatorContext context)
    {
        Value value = context.AnyInput(0);
        (int axis, ImmutableArray<int> indices) = Read(context, value.Shape);
        int step = indices.Length > 1 ? indices[1] - indices[0] : 1;
        return step != 0 && indices.Select((index, i) => index == indices[0] + (i * step)).All(yes => yes)
            ? Movement.Import(context, (c, view) => [view.Slice(axis, indices[0], indices.Length, step)?.Reshape(c.Output.Shape)], 0)
            : context.WithShape(Picking.Pick(context, value, axis, [.. indices.Select(i => (ushort)i)]), context.Output.Shape);
    }
}
