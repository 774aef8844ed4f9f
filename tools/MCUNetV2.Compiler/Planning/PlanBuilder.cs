using System.Collections.Immutable;

using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Packaging.Records;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Puts stages together into a plan: lists every buffer with its lifetime, merges those used in place, places all.</summary>
internal sealed class PlanBuilder(ModelGraph graph, Target target, Liveness liveness)
{
    private sealed record Wanted(BufferRole Role, int Stage, int Index, int Bytes, int First, int Last);

    public Plan Build(string schedule, IReadOnlyList<(StageTopology Topology, StagePlan Plan)> stages)
    {
        List<Wanted> wanted = List(stages);
        int[] group = Merge(wanted, stages);
        int[] roots = [.. Enumerable.Range(0, wanted.Count).Where(i => group[i] == i)];
        ArenaRequest[] requests = [.. roots.Select(root =>
        {
            Wanted[] members = [.. wanted.Where((_, i) => group[i] == root)];
            return new ArenaRequest(members.Max(w => w.Bytes), members.Min(w => w.First), members.Max(w => w.Last));
        })];
        var allocator = new ArenaAllocator(requests);
        (int[] offsets, int bytes) = allocator.Place();
        int OffsetOf(int i) => offsets[Array.IndexOf(roots, group[i])];
        return new Plan(
            graph,
            target,
            schedule,
            [.. stages.Select(s => s.Plan)],
            [.. wanted.Select((w, i) => new PlacedBuffer(w.Role, w.Stage, w.Index, OffsetOf(i), w.Bytes, w.First, w.Last))],
            bytes,
            allocator.LowerBound,
            stages.Sum(s => s.Plan.Macs));
    }

    private List<Wanted> List(IReadOnlyList<(StageTopology Topology, StagePlan Plan)> stages)
    {
        var wanted = new List<Wanted>();
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
                wanted.Add(new Wanted(BufferRole.Tensor, -1, tensor, graph.Tensors[tensor].Bytes, FirstOf(s), LastOf(stageOf[Math.Max(lastUse, FirstOf(s))])));
            }
        }

        return wanted;
    }

    /// <summary>The first member of each buffer's group of buffers at the same offset.</summary>
    private static int[] Merge(List<Wanted> wanted, IReadOnlyList<(StageTopology Topology, StagePlan Plan)> stages)
    {
        int[] group = [.. Enumerable.Range(0, wanted.Count)];
        int Find(int stage, StageTopology topology, StagePlan plan, int slot) => plan.Slots[slot].Kind == SlotKind.Whole
            ? wanted.FindIndex(w => w.Role == BufferRole.Tensor && w.Index == topology.Tensors[slot])
            : wanted.FindIndex(w => w.Role == BufferRole.Window && w.Stage == stage && w.Index == slot);

        for (int s = 0; s < stages.Count; s++)
        {
            (StageTopology topology, StagePlan plan) = stages[s];
            for (int i = 0; i < plan.Operators.Length; i++)
            {
                int overwrites = plan.Operators[i].Overwrites;
                if (overwrites < 0)
                {
                    continue;
                }

                int input = group[Find(s, topology, plan, topology.Inputs[i][overwrites])];
                int output = group[Find(s, topology, plan, topology.Outputs[i])];
                for (int j = 0; j < group.Length; j++)
                {
                    group[j] = group[j] == output ? input : group[j];
                }
            }
        }

        return group;
    }
}
