// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Puts stages together into a plan: lists every buffer with its lifetime, merges those used in place, places all.</summary>
internal sealed class PlanBuilder(ModelGraph graph, Target target, Liveness liveness)
{
    private const int NoStage = -1; // of whole tensors

    private readonly record struct Wanted(BufferRole Role, int Stage, int Index, int Bytes, int First, int Last);

    public Plan Build(string schedule, IReadOnlyList<(StageTopology Topology, StagePlan Plan)> stages) =>
        BuildIf(_ => true, schedule, stages)!;

    /// <param name="isWanted">Asked before buffers are placed, which takes longest: the fewest bytes that any placement takes. Null is given where it says no.</param>
    public Plan? BuildIf(Func<int, bool> isWanted, string schedule, IReadOnlyList<(StageTopology Topology, StagePlan Plan)> stages)
    {
        List<Wanted> wanted = List(stages);
        BufferBlocks blocks = Join(wanted, stages);
        List<ArenaPiece>[] pieces = new List<ArenaPiece>[blocks.Count];
        for (int i = 0; i < wanted.Count; i++)
        {
            (pieces[blocks.BlockOf(i)] ??= []).Add(new ArenaPiece(blocks.StartOf(i), Arena.Align(wanted[i].Bytes, target), wanted[i].First, wanted[i].Last));
        }

        ArenaAllocator allocator = new(pieces);
        if (!isWanted(Arena.Bytes(allocator.LeastBytes, target)))
        {
            return null;
        }

        int[] offsets = allocator.Place().Offsets;
        ImmutableArray<PlacedBuffer> placed = [.. wanted.Select((w, i) =>
            new PlacedBuffer(w.Role, w.Stage, w.Index, offsets[blocks.BlockOf(i)] + blocks.StartOf(i), w.Bytes, w.First, w.Last))];
        return new Plan(
            graph,
            target,
            schedule,
            [.. stages.Select(s => s.Plan)],
            placed,
            Arena.Bytes(placed.Max(b => b.Offset + b.Bytes), target),
            Arena.Bytes(allocator.LowerBound, target),
            stages.Sum(s => s.Plan.Macs));
    }

    private List<Wanted> List(IReadOnlyList<(StageTopology Topology, StagePlan Plan)> stages)
    {
        List<Wanted> wanted = new();
        int[] stageOf = [.. stages.SelectMany((s, i) => Enumerable.Repeat(i, s.Plan.OperatorCount))];
        int FirstOf(int stage) => stages[stage].Plan.FirstOperator;
        int LastOf(int stage) => FirstOf(stage) + stages[stage].Plan.OperatorCount - 1;

        for (int s = 0; s < stages.Count; s++)
        {
            (StageTopology topology, StagePlan plan) = stages[s];
            foreach (StageBuffer buffer in StageBuffers.Of(topology, plan.Operators, plan.Slots))
            {
                wanted.Add(new Wanted(buffer.Role, s, buffer.Index, buffer.Bytes, FirstOf(s) + buffer.First, FirstOf(s) + buffer.Last));
            }

            for (int i = 0; i < plan.Slots.Length; i++)
            {
                if (!topology.IsProduced[i] || plan.Slots[i].Kind != SlotKind.Whole)
                {
                    continue;
                }

                // Patch by patch, an output grows from the stage's first operator to its last, and an input is read as long.
                int tensor = plan.Slots[i].Tensor;
                int lastUse = Math.Min(liveness.LastUse(tensor), graph.Operators.Length - 1);
                wanted.Add(new Wanted(BufferRole.Tensor, NoStage, tensor, graph.Tensors[tensor].Bytes, FirstOf(s), LastOf(stageOf[Math.Max(lastUse, FirstOf(s))])));
            }
        }

        return wanted;
    }

    /// <summary>Joins buffers that share bytes: operators in place, and outputs that take the place of inputs.</summary>
    private static BufferBlocks Join(List<Wanted> wanted, IReadOnlyList<(StageTopology Topology, StagePlan Plan)> stages)
    {
        BufferBlocks blocks = new(wanted.Count);
        Dictionary<(BufferRole Role, int Stage, int Index), int> numbers = new(wanted.Count);
        for (int i = 0; i < wanted.Count; i++)
        {
            numbers[(wanted[i].Role, wanted[i].Stage, wanted[i].Index)] = i;
        }

        for (int s = 0; s < stages.Count; s++)
        {
            (StageTopology topology, StagePlan plan) = stages[s];
            int Find(int slot) => plan.Slots[slot].Kind == SlotKind.Whole
                ? numbers[(BufferRole.Tensor, NoStage, topology.Tensors[slot])]
                : numbers[(BufferRole.Window, s, slot)];

            for (int i = 0; i < plan.Operators.Length; i++)
            {
                if (plan.Operators[i].Overwrites is var k and >= 0)
                {
                    blocks.Join(Find(topology.Inputs[i][k]), Find(topology.Outputs[i]), 0);
                }
            }

            if (plan.Overlay is { } overlay)
            {
                blocks.Join(Find(overlay.Output), Find(overlay.Input), overlay.Trail);
            }
        }

        blocks.Number();
        return blocks;
    }
}
