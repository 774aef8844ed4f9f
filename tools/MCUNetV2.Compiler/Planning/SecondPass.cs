// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// A tensor that is computed twice: row by row for what is reduced of all of it (the mean of a squeeze-and-excitation block), and once more for the reader
/// that needs that result beside it (the multiplication). Otherwise it waits whole for a few bytes that are made of itself.
/// </summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Reader">The first operator that reads it and depends on the reduction.</param>
/// <param name="Operators">What computes it again, in order, from a tensor that is small or waits anyway.</param>
/// <param name="FloorBytes">Least arena of any schedule that computes it once: all that is alive while it is reduced.</param>
internal sealed record SecondPass(int Tensor, int Reader, ImmutableArray<int> Operators, int FloorBytes)
{
    private enum Dependence
    {
        None,
        Direct,
        Reduced,
    }

    /// <summary>Every second pass that a network allows.</summary>
    public static ImmutableArray<SecondPass> AllOf(ModelGraph graph)
    {
        Liveness liveness = new(graph);
        return [.. Enumerable.Range(0, graph.Tensors.Length)
            .Where(tensor => liveness.Producer(tensor) > 0)
            .Select(tensor => Of(graph, liveness, tensor))
            .OfType<SecondPass>()];
    }

    /// <summary>The network with some tensors computed twice; tensors and operators that it has already keep their numbers or their order.</summary>
    public static ModelGraph Apply(ModelGraph graph, IReadOnlyCollection<SecondPass> passes)
    {
        ImmutableArray<Tensor>.Builder tensors = graph.Tensors.ToBuilder();
        ImmutableArray<Operator>.Builder operators = ImmutableArray.CreateBuilder<Operator>();
        Dictionary<int, int> copies = new();
        ImmutableArray<int> Renamed(Operator op) => [.. op.Inputs.Select(tensor => copies.GetValueOrDefault(tensor, tensor))];
        for (int i = 0; i < graph.Operators.Length; i++)
        {
            foreach (Operator op in passes.Where(p => p.Reader == i).SelectMany(p => p.Operators).Select(o => graph.Operators[o]))
            {
                operators.Add(op with { Inputs = Renamed(op), Output = tensors.Count, IsRepeated = true });
                copies[op.Output] = tensors.Count;
                tensors.Add(graph.Tensors[op.Output]);
            }

            operators.Add(graph.Operators[i] with { Inputs = Renamed(graph.Operators[i]) });
        }

        return graph with { Tensors = tensors.ToImmutable(), Operators = operators.ToImmutable() };
    }

    private static SecondPass? Of(ModelGraph graph, Liveness liveness, int tensor)
    {
        Dependence[] dependences = new Dependence[graph.Tensors.Length];
        dependences[tensor] = Dependence.Direct;
        int reduction = -1;
        for (int i = liveness.Producer(tensor) + 1; i < graph.Operators.Length; i++)
        {
            Operator op = graph.Operators[i];
            if (op.Inputs.Contains(tensor) && op.Inputs.Any(input => dependences[input] == Dependence.Reduced))
            {
                ImmutableArray<int> operators = Chain(graph, liveness, tensor, i);
                return operators.IsEmpty ? null : new SecondPass(tensor, i, operators, AliveBytes(graph, liveness, reduction));
            }

            Dependence dependence = op.Inputs.Max(input => dependences[input]);
            if (dependence == Dependence.Direct && new Node(graph, op).ReducesToPixel)
            {
                dependence = Dependence.Reduced;
                reduction = reduction < 0 ? i : reduction;
            }

            dependences[op.Output] = dependence;
        }

        return null;
    }

    /// <summary>The operators from the nearest tensor that holds fewer bytes than both its neighbours, or waits for the reader anyway; empty where there is none.</summary>
    public static ImmutableArray<int> Chain(ModelGraph graph, Liveness liveness, int tensor, int reader)
    {
        Stack<int> chain = new();
        int at = tensor;
        while (liveness.Producer(at) > 0 && graph.Operators[liveness.Producer(at)] is { Inputs: [int before, ..] inputs } op
            && inputs.Skip(1).All(input => graph.Tensors[input].IsConstant))
        {
            bool isNarrower = graph.Tensors[at].Bytes < graph.Tensors[tensor].Bytes && graph.Tensors[before].Bytes > graph.Tensors[at].Bytes;
            if (chain.Count > 0 && (isNarrower || liveness.LastUse(at) >= reader))
            {
                break;
            }

            chain.Push(liveness.Producer(at));
            at = before;
        }

        return chain.Count > 0 && graph.Tensors[at].Bytes < graph.Tensors[tensor].Bytes ? [.. chain] : [];
    }

    private static int AliveBytes(ModelGraph graph, Liveness liveness, int op) =>
        Enumerable.Range(0, graph.Tensors.Length).Where(tensor => liveness.IsLiveInto(tensor, op)).Sum(tensor => graph.Tensors[tensor].Bytes);
}
