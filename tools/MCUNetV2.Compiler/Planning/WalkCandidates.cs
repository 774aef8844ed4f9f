// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Enumerates the arrival-paced walks worth trying along one axis of a stage. A step brings as many driver pixels as make one pixel of some
/// operator's output (its stride against the driver), or a small multiple for the deepest. The first step is chosen so that
/// each step completes that operator's pixel exactly: then no window holds pixels that wait for a partner.
/// </summary>
internal static class WalkCandidates
{
    private const int LargestMultiple = 4;

    public static List<AxisWalk> Arrival(StageTopology stage, Axis axis, int driver)
    {
        int size = AxisMap.SizeOf(stage.TensorOf(driver), axis);
        int[] strides = CumulativeStrides(stage, axis, driver);
        int deepest = strides.Max();
        int all = ArrivalForAll(stage, axis, driver);
        SortedSet<int> steps = new(strides.Where(s => s > 0));
        for (int multiple = 2; multiple <= LargestMultiple; multiple *= 2)
        {
            steps.Add(deepest * multiple);
        }

        List<AxisWalk> walks = new();
        foreach (int step in steps.Where(s => s < size))
        {
            SortedSet<int> firsts = new();
            for (int i = 0; i < strides.Length; i++)
            {
                if (strides[i] > 0 && step % strides[i] == 0)
                {
                    int arrival = ArrivalFor(stage, axis, driver, stage.Outputs[i], step / strides[i]);
                    firsts.Add(((arrival - 1) % step) + 1);
                }
            }

            foreach (int first in firsts)
            {
                int count = StepsNeeded(all, first, step);
                if (count is > 1 and <= AxisSimulation.MostSteps)
                {
                    walks.Add(new AxisWalk(count, Pace.Arrival, first, step));
                }
            }
        }

        return walks;
    }

    /// <summary>Driver pixels that must have arrived before all outputs of the stage are complete.</summary>
    public static int ArrivalForAll(StageTopology stage, Axis axis, int driver)
    {
        int[] needed = new int[stage.Tensors.Length];
        for (int slot = 0; slot < needed.Length; slot++)
        {
            needed[slot] = stage.IsOutput[slot] ? AxisMap.SizeOf(stage.TensorOf(slot), axis) : 0;
        }

        return ArrivalFor(stage, axis, driver, needed);
    }

    /// <summary>Steps until that many driver pixels have arrived, at least 1.</summary>
    public static int StepsNeeded(int arrival, int first, int step) => 1 + ((Math.Max(0, arrival - first) + step - 1) / step);

    /// <summary>Driver pixels that one output pixel of each operator advances; 0 where it does not depend on the driver.</summary>
    private static int[] CumulativeStrides(StageTopology stage, Axis axis, int driver)
    {
        int[] ofSlot = new int[stage.Tensors.Length];
        ofSlot[driver] = 1;
        (int[] starts, int[] inputs, AxisMap[] maps) = stage.LinksOf(axis);
        for (int i = 0; i < stage.Outputs.Length; i++)
        {
            int stride = stage.Outputs[i] == driver ? 1 : 0;
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                stride = Math.Max(stride, ofSlot[inputs[k]] * maps[k].Stride);
            }

            ofSlot[stage.Outputs[i]] = stride;
        }

        return [.. stage.Outputs.Select(slot => ofSlot[slot])];
    }

    /// <summary>Driver pixels that must have arrived before <paramref name="slot"/> has <paramref name="end"/>.</summary>
    private static int ArrivalFor(StageTopology stage, Axis axis, int driver, int slot, int end)
    {
        int[] needed = new int[stage.Tensors.Length];
        needed[slot] = end;
        return ArrivalFor(stage, axis, driver, needed);
    }

    /// <param name="needed">Of each slot; what others need for it is added.</param>
    private static int ArrivalFor(StageTopology stage, Axis axis, int driver, int[] needed)
    {
        (int[] starts, int[] inputs, AxisMap[] maps) = stage.LinksOf(axis);
        for (int i = stage.Outputs.Length - 1; i >= 0; i--)
        {
            int demanded = needed[stage.Outputs[i]];
            for (int k = starts[i]; k < starts[i + 1] && demanded > 0; k++)
            {
                needed[inputs[k]] = Math.Max(needed[inputs[k]], maps[k].ArrivalFor(demanded));
            }
        }

        return Math.Max(1, needed[driver]);
    }
}
