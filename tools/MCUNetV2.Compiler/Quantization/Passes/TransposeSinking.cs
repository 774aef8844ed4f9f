// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>
/// Moves transpositions behind operators that do not mind the order of dimensions, until they meet others that undo them: a network declared
/// channels first works on its pictures channels last throughout.
/// </summary>
internal static class TransposeSinking
{
    public static FloatGraph Run(FloatGraph graph)
    {
        GraphEditor editor = new(graph);
        foreach (FloatOperator step in editor.Operators)
        {
            if (Permutation(editor, step) is not { } permutation)
            {
                continue;
            }

            // Dimension d of what is read is dimension permutation[d] of what lies before the transposition.
            ImmutableArray<int> shape = Undone(editor[step.Output].Shape, permutation);
            int inner = editor.Add(new FloatTensor($"{editor[step.Output].Name}/before", shape));
            ImmutableArray<int> inputs =
            [
                .. step.Inputs.Select(tensor => editor.ProducerOf(tensor) is FloatTranspose transpose ? transpose.Input : tensor),
            ];
            FloatOperator moved = step with { Inputs = inputs, Output = inner };
            moved = moved switch
            {
                FloatPad pad => pad with { Before = Undone(pad.Before, permutation), After = Undone(pad.After, permutation) },
                FloatSlice slice => slice with { Begin = Undone(slice.Begin, permutation), Strides = Undone(slice.Strides, permutation) },
                FloatConcatenation joined => joined with { Axis = permutation[joined.Axis] },
                _ => moved,
            };
            FloatTranspose after = new([inner], step.Output, permutation);
            editor.Replace(step, after);
            editor.InsertBefore(after, moved);
        }

        return MovementFusion.Run(editor.ToGraph());
    }

    /// <summary>The one transposition that all inputs of an operator went through; null where it cannot go behind the operator.</summary>
    private static ImmutableArray<int>? Permutation(GraphEditor editor, FloatOperator step)
    {
        if (step is not (FloatPad or FloatClip or FloatUnary or FloatSlice or FloatRequantize or FloatBinary or FloatConcatenation))
        {
            return null;
        }

        ImmutableArray<int>? common = null;
        foreach (int tensor in step.Inputs)
        {
            // A number fits any order.
            if (editor[tensor] is { IsConstant: true, Count: 1, Rank: <= 1 } && step is FloatBinary)
            {
                continue;
            }

            if (editor.ProducerOf(tensor) is not FloatTranspose { Permutation: var own } || editor[tensor].Rank != editor[step.Output].Rank ||
                (common is { } other && !other.SequenceEqual(own)))
            {
                return null;
            }

            common = own;
        }

        return common;
    }

    /// <summary>What belongs to each dimension after a transposition, in the order before it.</summary>
    private static ImmutableArray<int> Undone(ImmutableArray<int> each, ImmutableArray<int> permutation)
    {
        int[] before = new int[each.Length];
        for (int d = 0; d < before.Length; d++)
        {
            before[permutation[d]] = each[d];
        }

        return [.. before];
    }
}
