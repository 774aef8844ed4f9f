// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// What stage searches found, for the next network that has the same run of operators: one with second passes differs from the network itself, or from one with fewer of them, in few
/// places. Within a network nothing is shared, so that what is found does not depend on which thread comes first.
/// </summary>
/// <param name="target">Whose kernels and alignment stages are for.</param>
internal sealed class FoundStages(Target target)
{
    private readonly ConcurrentDictionary<OperatorRun, StageTopology> _topologies = new();
    private readonly ConcurrentDictionary<(OperatorRun Run, WalkFamily Family), Found> _found = new();
    private readonly Dictionary<(OperatorRun Run, WalkFamily Family), Found> _known = new(); // of the networks before

    public Target Target => target;

    /// <summary>What a search gave whose stages might take up to a limit of their own.</summary>
    private sealed record Found(List<StagePlan> Stages, long LeastBytes, int Limit);

    /// <summary>The topology of a run, made anew only where there was none like it.</summary>
    /// <param name="facts">Of its operators.</param>
    public StageTopology TopologyOf(OperatorRun run, ReadOnlyMemory<OperatorFacts> facts)
    {
        StageTopology topology = _topologies.GetOrAdd(run, _ => new StageTopology(run, facts));
        return ReferenceEquals(topology.Run, run) ? topology : topology with { Run = run };
    }

    /// <summary>What was found until now serves the next network.</summary>
    public void BeginNetwork()
    {
        foreach (((OperatorRun, WalkFamily) key, Found found) in _found)
        {
            _known[key] = found;
        }

        _found.Clear();
    }

    /// <summary>As <see cref="StageSearch.Find"/>, but stages above the limit may be among those found, and all may have the numbers of an equal run (<see cref="In"/>).</summary>
    public (List<StagePlan> Stages, long LeastBytes) Find(StageTopology topology, KernelCosts kernels, WalkFamily family, int limit)
    {
        (OperatorRun, WalkFamily) key = (topology.Run, family);
        if (!_known.TryGetValue(key, out Found? found) || found.Limit < limit)
        {
            (List<StagePlan> stages, long least) = StageSearch.Find(topology, kernels, family, limit);
            found = new Found(stages, least, limit);
            _found.AddOrUpdate(key, found, (_, other) => other.Limit < limit ? found : other);
        }

        return (found.Stages, found.LeastBytes);
    }

    /// <summary>A stage that was found for an equal run, with the numbers of this one.</summary>
    public static StagePlan In(OperatorRun run, StagePlan stage) =>
        stage with { FirstOperator = run.First, Slots = [.. stage.Slots.Select((slot, i) => slot with { Tensor = run.Tensors[i] })] };
}
