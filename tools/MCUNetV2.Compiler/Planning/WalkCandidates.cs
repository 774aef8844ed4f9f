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
                int count = AxisSimulation.StepsNeeded(stage, axis, first, step, driver);
                if (count is > 1 and <= AxisSimulation.MostSteps)
                {
                    walks.Add(new AxisWalk(count, Pace.Arrival, first, step));
                }
            }
        }

        return walks;
    }

    /// <summary>Driver pixels that one output pixel of each operator advances; 0 where it does not depend on the driver.</summary>
    private static int[] CumulativeStrides(StageTopology stage, Axis axis, int driver)
    {
        int[] ofSlot = new int[stage.Tensors.Length];
        ofSlot[driver] = 1;
        AxisMap[][] maps = stage.MapsOf(axis);
        for (int i = 0; i < maps.Length; i++)
        {
            int stride = stage.Outputs[i] == driver ? 1 : 0;
            for (int k = 0; k < maps[i].Length; k++)
            {
                stride = Math.Max(stride, ofSlot[stage.Inputs[i][k]] * maps[i][k].Stride);
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
        AxisMap[][] maps = stage.MapsOf(axis);
        for (int i = maps.Length - 1; i >= 0; i--)
        {
            int demanded = needed[stage.Outputs[i]];
            for (int k = 0; k < maps[i].Length && demanded > 0; k++)
            {
                int input = stage.Inputs[i][k];
                needed[input] = Math.Max(needed[input], maps[i][k].ArrivalFor(demanded));
            }
        }

        return Math.Max(1, needed[driver]);
    }
}
