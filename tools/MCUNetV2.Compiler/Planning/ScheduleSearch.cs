// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Cuts a network into stages: dynamic programming over the operators in order. For every position it keeps the Pareto labels: ways to get there
/// that no other beats in both peak bytes and cost; a label is extended by every stage that starts there. The peak of a stage is the whole tensors alive
/// during it and its own memory.
/// </summary>
internal sealed class ScheduleSearch
{
    /// <summary>What a stage is taken to cost where few stages are wanted: more than all the calls it could save.</summary>
    private const long MacsPerStage = 1_000_000;

    /// <summary>How many sets of arbitrary preferences are tried.</summary>
    private const int Preferences = 12;

    /// <summary>
    /// Operators of a stage at most, where it does not begin with the image: more than any on the fronts of docs/FRONTS.md has (17). It
    /// keeps the time to plan proportional to the number of operators.
    /// </summary>
    private const int LongestRun = 28;

    private readonly ModelGraph _graph;
    private readonly Target _target;
    private readonly Liveness _liveness;
    private readonly OperatorFacts[] _facts;
    private readonly KernelCosts _kernels;
    private readonly FoundStages _stages;
    private readonly StageTopology?[,] _topologies;
    private readonly int[] _bytes;

    /// <param name="stages">Of networks that are alike, for the target; what is found here is added.</param>
    public ScheduleSearch(ModelGraph graph, FoundStages stages)
    {
        _graph = graph;
        _stages = stages;
        _stages.BeginNetwork();
        _target = stages.Target;
        _liveness = new Liveness(graph);
        _facts = [.. graph.Operators.Select(op => OperatorFacts.Of(graph, op))];
        _kernels = new KernelCosts(graph, _target);
        _topologies = new StageTopology?[graph.Operators.Length, graph.Operators.Length + 1];
        _bytes = [.. graph.Tensors.Select(tensor => Arena.Align(tensor.Bytes, _target))];
    }

    /// <summary>A way to a position: the peak and cost so far, the label that it extends, and the stage by which.</summary>
    private sealed record Label(int Peak, long Cost, Label? Before, Candidate? By);

    /// <summary>A stage worth considering.</summary>
    /// <param name="Stage">As it was found, perhaps for an equal run of another network: numbers may be that one's.</param>
    /// <param name="Peak">Bytes in use while it runs, whole tensors included.</param>
    private sealed record Candidate(StageTopology Topology, StagePlan Stage, int Peak);

    /// <summary>Plans that are good in peak and cost in a family of walks, in no particular order; what needs more than the limit is left out.</summary>
    /// <remarks>
    /// Peaks are lower bounds until the buffers are placed, and how well they can be placed depends on which tensors stay whole between stages. So
    /// ways that are best by other costs are placed as well: fewest stages, and arbitrary (but fixed) preferences among stages.
    /// </remarks>
    public List<Plan> Front(WalkFamily family, int limit, string name)
    {
        Candidate[]?[,] found = FindStages(family, limit);
        List<Plan> plans = new();
        Place(Labels(found, limit, candidate => candidate.Stage.SearchCost), name, plans);
        Place(Labels(found, limit, candidate => candidate.Stage.Macs + MacsPerStage), name, plans);
        for (int seed = 1; seed <= Preferences && plans.Count > 0 && Smallest(plans) is { } best && best.PeakBytes > best.LowerBoundBytes; seed++)
        {
            Random random = new(seed);
            Dictionary<Candidate, long> preferences = new(ReferenceEqualityComparer.Instance);
            long Cost(Candidate candidate) => preferences.TryGetValue(candidate, out long cost)
                ? cost
                : preferences[candidate] = candidate.Stage.Macs + random.NextInt64(MacsPerStage);
            Place(Labels(found, best.PeakBytes - 1, Cost), name, plans);
        }

        return plans;
    }

    private static Plan Smallest(List<Plan> plans) => plans.MinBy(p => p.PeakBytes)!;

    /// <summary>Adds the plan of every label whose plan is not known beforehand to be beaten by one that is already there.</summary>
    private void Place(List<Label> labels, string name, List<Plan> plans)
    {
        Plan[] known = [.. plans];
        Plan?[] placed = new Plan?[labels.Count];
        Parallel.For(0, labels.Count, i => placed[i] = Place(labels[i], name, known));
        plans.AddRange(placed.OfType<Plan>());
    }

    /// <summary>Placing buffers takes longer than all else, and never takes fewer bytes than the label says.</summary>
    private Plan? Place(Label label, string name, Plan[] known)
    {
        long macs = 0;
        long calls = 0;
        for (Label at = label; at.Before is not null; at = at.Before)
        {
            macs += at.By!.Stage.Macs;
            calls += at.By.Stage.Calls;
        }

        bool IsWanted(int bytes) =>
            !Array.Exists(known, plan => plan.PeakBytes <= bytes && plan.Macs <= macs && plan.Effort <= Plan.EffortOf(macs, calls));
        return IsWanted(label.Peak) ? new PlanBuilder(_graph, _target, _liveness).BuildIf(IsWanted, name, Stages(label)) : null;
    }

    /// <summary>The ways to the end that no other beats in both peak and cost.</summary>
    private List<Label> Labels(Candidate[]?[,] found, int limit, Func<Candidate, long> costOf)
    {
        int count = _graph.Operators.Length;
        List<Label>[] labels = new List<Label>[count + 1];
        labels[0] = [new Label(0, 0, null, null)];
        for (int end = 1; end <= count; end++)
        {
            labels[end] = [];
            for (int start = 0; start < end; start++)
            {
                foreach (Candidate candidate in found[start, end] ?? [])
                {
                    if (candidate.Peak <= limit)
                    {
                        Extend(labels[start], labels[end], candidate, costOf(candidate));
                    }
                }
            }
        }

        return labels[count];
    }

    /// <summary>Adds what a stage makes of the ways to its beginning. Labels lie by rising peaks, and so by falling costs.</summary>
    private static void Extend(List<Label> from, List<Label> to, Candidate by, long costOfIt)
    {
        // Of those that need no more than the stage itself, only the cheapest matters.
        for (int i = Math.Max(0, CountUpTo(by.Peak, from) - 1); i < from.Count; i++)
        {
            int peak = Math.Max(from[i].Peak, by.Peak);
            long cost = from[i].Cost + costOfIt;
            int at = CountUpTo(peak, to);
            if (at > 0 && to[at - 1].Cost <= cost)
            {
                continue;
            }

            int first = at > 0 && to[at - 1].Peak == peak ? at - 1 : at;
            int last = at;
            while (last < to.Count && to[last].Cost >= cost)
            {
                last++;
            }

            to.RemoveRange(first, last - first);
            to.Insert(first, new Label(peak, cost, from[i], by));
        }
    }

    /// <summary>How many labels need at most a number of bytes.</summary>
    private static int CountUpTo(int peak, List<Label> labels)
    {
        int low = 0;
        int high = labels.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = labels[middle].Peak <= peak ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private List<(StageTopology, StagePlan)> Stages(Label label)
    {
        List<(StageTopology, StagePlan)> stages = new();
        for (Label w = label; w.Before is not null; w = w.Before)
        {
            // An overlay ties two tensors to each other, and through the next one to more: only where the peak demands it.
            (StageTopology topology, StagePlan stage, _) = w.By!;
            StagePlan apart = stage with { Overlay = null };
            stages.Add((topology, FoundStages.In(topology.Run, PeakOf(topology, apart) <= label.Peak ? apart : stage)));
        }

        stages.Reverse();
        return stages;
    }

    private Candidate[]?[,] FindStages(WalkFamily family, int limit)
    {
        int count = _graph.Operators.Length;
        Candidate[]?[,] found = new Candidate[]?[count, count + 1];
        Parallel.For(0, count, start =>
        {
            for (int end = start + 1; end <= count; end++)
            {
                StageTopology topology = _topologies[start, end] ??= _stages.TopologyOf(new OperatorRun(_graph, _liveness, start, end - start), _facts.AsMemory(start, end - start));
                int whole = WholeBytes(start, end);
                int left = limit - whole + SharedAtMost(topology);
                (List<StagePlan> stages, long least) = left < 0 ? ([], 0) : _stages.Find(topology, _kernels, family, left);
                found[start, end] = [.. stages.Select(stage => new Candidate(topology, stage, whole + Added(topology, stage))).Where(candidate => candidate.Peak <= limit)];

                // What a run needs for itself between patches only grows with more operators.
                if (topology.IsStopped || (least > limit && least != long.MaxValue) || (start > 0 && end - start >= LongestRun))
                {
                    break;
                }
            }
        });
        return found;
    }

    private int PeakOf(StageTopology topology, StagePlan stage) =>
        WholeBytes(topology.FirstOperator, topology.FirstOperator + stage.OperatorCount) + Added(topology, stage);

    /// <summary>Bytes in use besides the whole tensors that are alive.</summary>
    private int Added(StageTopology topology, StagePlan stage) => stage.NetBytes - Shared(topology, stage);

    /// <summary>Bytes of whole tensors alive while operators [start, end) run as one stage.</summary>
    private int WholeBytes(int start, int end)
    {
        int bytes = 0;
        for (int t = 0; t < _bytes.Length; t++)
        {
            int producer = _liveness.Producer(t);
            bool output = producer >= start && producer < end && _liveness.LastUse(t) >= end;
            bytes += output || _liveness.IsLiveInto(t, start) ? _bytes[t] : 0;
        }

        return bytes;
    }

    /// <summary>Bytes that a single operator saves by writing its whole output over a whole input.</summary>
    private int Shared(StageTopology topology, StagePlan stage)
    {
        int shared = 0;
        for (int i = 0; i < stage.Operators.Length; i++)
        {
            int overwrites = stage.Operators[i].Overwrites;
            if (overwrites >= 0 && topology.IsOutput[topology.Outputs[i]])
            {
                shared += Arena.Align(
                    Math.Min(topology.TensorOf(topology.Outputs[i]).Bytes, topology.TensorOf(topology.Inputs[i][overwrites]).Bytes), _target);
            }
        }

        return shared;
    }

    /// <summary>Bytes that outputs could at most save by taking the place of inputs.</summary>
    private int SharedAtMost(StageTopology topology)
    {
        int Sum(IEnumerable<int> slots) => slots.Distinct().Sum(s => Arena.Align(topology.TensorOf(s).Bytes, _target));
        return Math.Min(Sum(topology.Successions.Select(s => s.Input)), Sum(topology.Successions.Select(s => s.Output)));
    }
}
