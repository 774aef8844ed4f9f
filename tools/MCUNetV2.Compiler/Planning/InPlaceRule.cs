// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Planning;

/// <summary>When an operator may write its output over one of its inputs. The engine's kernels define what is possible; see kernel.h.</summary>
internal static class InPlaceRule
{
    /// <summary>How an operator of the stage could write over each of its inputs, whatever the walk.</summary>
    public static Overwriting[] Allowed(StageTopology stage, int index)
    {
        Operator op = stage.Operators[index];
        Overwriting[] allowed = new Overwriting[op.Inputs.Length];
        for (int k = 0; k < allowed.Length; k++)
        {
            allowed[k] = op.Inputs.Count(t => t == op.Inputs[k]) == 1 ? Allowed(stage, index, k) : Overwriting.Never;
        }

        return allowed;
    }

    /// <summary>The input that operator <paramref name="index"/> of the stage may overwrite in a walk; -1 when there is none.</summary>
    public static int Overwritten(StageTopology stage, int index, StageSizes sizes, bool onePatch)
    {
        Overwriting[] allowed = stage.Overwritable[index];
        for (int k = 0; k < allowed.Length; k++)
        {
            if (allowed[k] != Overwriting.Never && Allows(stage, index, k, sizes, onePatch))
            {
                return k;
            }
        }

        return -1;
    }

    private static Overwriting Allowed(StageTopology stage, int index, int k)
    {
        Operator op = stage.Operators[index];
        Tensor input = stage.Graph.Tensors[op.Inputs[k]];
        Tensor output = stage.Graph.Tensors[op.Output];
        Overwriting overwriting = OperatorClasses.Of(op).Overwrites(op, k);
        bool sameShape = input.Height == output.Height && input.Width == output.Width;
        bool fits = !input.IsConstant && (overwriting != Overwriting.Elementwise || sameShape);
        return fits && IsLastReader(stage, index, stage.Inputs[index][k]) ? overwriting : Overwriting.Never;
    }

    private static bool Allows(StageTopology stage, int index, int k, StageSizes sizes, bool onePatch)
    {
        int input = stage.Inputs[index][k];
        int output = stage.Outputs[index];
        if (sizes.Kinds[input] != sizes.Kinds[output])
        {
            return false;
        }

        bool elementwise = stage.Overwritable[index][k] == Overwriting.Elementwise;
        if (sizes.Kinds[input] == SlotKind.Whole)
        {
            // Over several patches a depthwise operator's neighbours would still need what it overwrites.
            return elementwise || (onePatch && stage.TensorOf(input).Bytes >= stage.TensorOf(output).Bytes);
        }

        // Kept pixels of the output would be brought back over the input; kept pixels of the input are still needed.
        bool waits = sizes.LineRows[output] > 0 || sizes.StashColumns[output] > 0 || sizes.LineRows[input] > 0 || sizes.StashColumns[input] > 0;
        bool sameWindow = sizes.Widths[input] == sizes.Widths[output] && sizes.Heights[input] >= sizes.Heights[output];
        return sizes.Kinds[input] == SlotKind.Window && !waits && (!elementwise || sameWindow);
    }

    private static bool IsLastReader(StageTopology stage, int index, int slot)
    {
        bool other = stage.Inputs.Where((inputs, i) => i != index && Array.IndexOf(inputs, slot) >= 0).Any();
        return !stage.IsReadLater(slot) && !other;
    }
}
