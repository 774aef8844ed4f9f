// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Long skips: tensors that wait whole for a late reader while others are computed, as between an encoder and its decoder. Where a plan needs most memory, they may be left out and
/// computed again when their reader comes: from the nearest tensor that is smaller, or all the way from the image, which then waits in their place.
/// </summary>
internal static class WaitingSkips
{
    /// <summary>Below this share of the peak, skips are not what it is made of.</summary>
    private const double WorthwhileShare = 0.2;

    /// <summary>The skips that wait where a plan needs most memory, each with what computes it again before its reader; several ways, those without any left out.</summary>
    public static IEnumerable<ImmutableArray<SecondPass>> Of(Plan plan)
    {
        ModelGraph graph = plan.Graph;
        Liveness liveness = new(graph);
        (int Tensor, int Reader)[] waiting = [.. Waiting(plan, liveness)];
        int bytes = waiting.Sum(skip => graph.Tensors[skip.Tensor].Bytes);
        if (bytes < plan.PeakBytes * WorthwhileShare)
        {
            yield break;
        }

        ImmutableArray<SecondPass> nearest = [.. waiting
            .Select(skip => new SecondPass(skip.Tensor, skip.Reader, SecondPass.Chain(graph, liveness, skip.Tensor, skip.Reader), bytes))
            .Where(pass => !pass.Operators.IsEmpty)];
        if (!nearest.IsEmpty)
        {
            yield return nearest;
        }

        if (graph.Tensors[graph.Input].Bytes < bytes)
        {
            yield return [.. waiting.Select(skip => new SecondPass(skip.Tensor, skip.Reader, FromImage(graph, liveness, skip.Tensor), bytes))];
        }
    }

    /// <summary>Whole tensors, the image left out, that the plan's largest stage neither makes nor reads, with the first operator that does.</summary>
    private static IEnumerable<(int Tensor, int Reader)> Waiting(Plan plan, Liveness liveness)
    {
        int worst = PeakExplanation.Of(plan).Operator;
        StagePlan stage = plan.Stages.Last(s => s.FirstOperator <= worst);
        int end = stage.FirstOperator + stage.OperatorCount;
        for (int tensor = 0; tensor < plan.Graph.Tensors.Length; tensor++)
        {
            int candidate = tensor;
            int reader = Enumerable.Range(end, plan.Graph.Operators.Length - end).FirstOrDefault(op => plan.Graph.Operators[op].Inputs.Contains(candidate), -1);
            if (reader >= 0 && liveness.Producer(tensor) is > 0 and var producer && producer < stage.FirstOperator && !stage.Slots.Any(slot => slot.Tensor == candidate))
            {
                yield return (tensor, reader);
            }
        }
    }

    /// <summary>Everything that a tensor depends on but the image, in order.</summary>
    private static ImmutableArray<int> FromImage(ModelGraph graph, Liveness liveness, int tensor)
    {
        SortedSet<int> operators = [];
        Stack<int> needed = new([tensor]);
        while (needed.TryPop(out int next))
        {
            if (liveness.Producer(next) > 0 && operators.Add(liveness.Producer(next)))
            {
                foreach (int input in graph.Operators[liveness.Producer(next)].Inputs)
                {
                    needed.Push(input);
                }
            }
        }

        return [.. operators];
    }
}
