// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Pixels of the model's input that one patch reads or waits for: rows [Top, Bottom), columns [Left, Right).</summary>
public readonly record struct ImageRegion(int Row, int Column, int Top, int Bottom, int Left, int Right);

/// <summary>How a plan walks over the image.</summary>
public static class ImageWalk
{
    /// <summary>
    /// The regions of the first stage that walks over the image, in order, empty ones left out: what arrives for each patch where the image is
    /// streamed, what each patch reads, halos included, where it is whole. Empty when the image is read at once.
    /// </summary>
    public static ImmutableArray<ImageRegion> Of(Plan plan)
    {
        StagePlan? stage = plan.Stages.FirstOrDefault(s => s.Patches > 1 && s.Slots.Any(slot => slot.Tensor == plan.Graph.Input));
        if (stage is null)
        {
            return [];
        }

        int slot = stage.SlotOf(plan.Graph.Input);
        bool arrives = plan.Graph.Operators[stage.FirstOperator].Kind == OperatorKind.Input;
        StageTopology topology = new(plan.Graph, new Liveness(plan.Graph), stage.FirstOperator, stage.OperatorCount);
        (int Begin, int End)[] rows = Intervals(topology, stage, Axis.Row, slot, arrives);
        (int Begin, int End)[] columns = stage.Slots[slot].Kind == SlotKind.Band
            ? [(0, plan.Graph.Tensors[plan.Graph.Input].Width)]
            : Intervals(topology, stage, Axis.Column, slot, arrives);
        return [.. from i in Enumerable.Range(0, rows.Length)
                   from j in Enumerable.Range(0, columns.Length)
                   where rows[i].End > rows[i].Begin && columns[j].End > columns[j].Begin
                   select new ImageRegion(i, j, rows[i].Begin, rows[i].End, columns[j].Begin, columns[j].End)];
    }

    private static (int Begin, int End)[] Intervals(StageTopology topology, StagePlan stage, Axis axis, int slot, bool arrives)
    {
        AxisWalk walk = axis == Axis.Row ? stage.Rows : stage.Columns;
        bool[] keeps = [.. stage.Slots.Select(s => axis == Axis.Row ? s.KeepRows : s.KeepColumns)];
        int driver = Math.Max(0, stage.Slots.IndexOf(stage.Slots.FirstOrDefault(s => s.IsDriver)!));
        AxisSimulation simulation = new(topology, axis, walk, keeps, driver);
        return [.. Enumerable.Range(0, walk.Count).Select(step =>
        {
            simulation.Step(step);
            return (arrives ? simulation.From[slot] : simulation.Begin[slot], simulation.End[slot]);
        })];
    }
}
