// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>MIRROR_PAD: tables that run backwards beyond the ends.</summary>
internal static class MirrorPad
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.MIRROR_PAD);

    private static Value Import(OperatorContext context)
    {
        Value value = context.AnyInput(0);
        (ImmutableArray<int> paddings, ImmutableArray<int> shape) = (context.Int32s(1), value.Shape);
        bool symmetric = context.Options<MirrorPadOptions>().Symmetric;
        if (paddings.Length != 2 * shape.Length || paddings.Where((p, i) => p < 0 || p > shape[i / 2] - (symmetric ? 0 : 1)).Any())
        {
            throw context.Refuse($"has paddings [{string.Join(", ", paddings.Take(16))}] on a tensor of {Shapes.Describe(shape)}, which it mirrors");
        }

        Shapes.Expect(context.Output, shape.Select((size, d) => size + paddings[2 * d] + paddings[(2 * d) + 1]), context.Refuse);
        for (int d = 0; d < shape.Length; d++)
        {
            if (paddings[2 * d] + paddings[(2 * d) + 1] > 0)
            {
                value = Picking.Pick(context, value, d, Mirrored(shape[d], paddings[2 * d], paddings[(2 * d) + 1], symmetric ? 1 : 0));
            }
        }

        return value.Layout.View is null ? context.Alias(value, value.Layout) : value;
    }

    /// <param name="repeated">1 where the border itself is repeated, else 0.</param>
    private static ImmutableArray<ushort> Mirrored(int size, int before, int after, int repeated) => [.. Enumerable.Range(-before, before + size + after).Select(
        i => (ushort)(i < 0 ? -i - repeated : i >= size ? (2 * (size - 1)) + repeated - i : i))];
}
