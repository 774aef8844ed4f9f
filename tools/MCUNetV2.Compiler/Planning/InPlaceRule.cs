// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Planning;

/// <summary>When an operator may write its output over one of its inputs. The engine's kernels define what is possible; see kernel.h.</summary>
internal static class InPlaceRule
{
    /// <summary>The input that operator <paramref name="index"/> of the stage may overwrite; -1 when there is none.</summary>
    public static int Overwritten(StageTopology stage, int index, SlotPlan[] slots, bool onePatch)
    {
        Operator op = stage.Operators[index];
        for (int k = 0; k < op.Inputs.Length; k++)
        {
            if (op.Inputs.Count(t => t == op.Inputs[k]) == 1 && Allows(stage, index, k, slots, onePatch))
            {
                return k;
            }
        }

        return -1;
    }

    private static bool Allows(StageTopology stage, int index, int k, SlotPlan[] slots, bool onePatch)
    {
        Operator op = stage.Operators[index];
        Tensor inputTensor = stage.Graph.Tensors[op.Inputs[k]];
        Tensor outputTensor = stage.Graph.Tensors[op.Output];
        Overwriting overwriting = OperatorClasses.Of(op).Overwrites(op, k);
        bool elementwise = overwriting == Overwriting.Elementwise;
        bool sameShape = inputTensor.Height == outputTensor.Height && inputTensor.Width == outputTensor.Width;
        SlotPlan input = slots[stage.Inputs[index][k]];
        SlotPlan output = slots[stage.Outputs[index]];
        if (overwriting == Overwriting.Never || inputTensor.IsConstant || (elementwise && !sameShape) || input.Kind != output.Kind || !IsLastReader(stage, index, stage.Inputs[index][k]))
        {
            return false;
        }

        if (input.Kind == SlotKind.Whole)
        {
            // Over several patches a depthwise operator's neighbours would still need what it overwrites.
            return elementwise || (onePatch && inputTensor.Bytes >= outputTensor.Bytes);
        }

        // Kept pixels of the output would be brought back over the input; kept pixels of the input are still needed.
        bool waits = output.LineRows > 0 || output.StashColumns > 0 || input.LineRows > 0 || input.StashColumns > 0;
        bool sameWindow = input.WindowWidth == output.WindowWidth && input.WindowHeight >= output.WindowHeight;
        return input.Kind == SlotKind.Window && !waits && (!elementwise || sameWindow);
    }

    private static bool IsLastReader(StageTopology stage, int index, int slot)
    {
        bool other = stage.Inputs.Where((inputs, i) => i != index && Array.IndexOf(inputs, slot) >= 0).Any();
        return !stage.IsReadLater(slot) && !other;
    }
}
