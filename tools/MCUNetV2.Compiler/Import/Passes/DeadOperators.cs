// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Import.Passes;

/// <summary>Drops operators that lead to no output (such as a PAD that every consumer folded) and numbers the remaining tensors anew.</summary>
internal static class DeadOperators
{
    public static ModelGraph Drop(ModelGraph graph)
    {
        HashSet<int> needed = graph.Outputs.ToHashSet();
        needed.Add(graph.Input);
        Stack<Operator> kept = new();
        foreach (Operator @operator in graph.Operators.Reverse().Where(o => needed.Contains(o.Output)))
        {
            kept.Push(@operator);
            needed.UnionWith(@operator.Inputs);
        }

        Dictionary<int, int> numbers = new();
        ImmutableArray<Tensor>.Builder tensors = ImmutableArray.CreateBuilder<Tensor>();
        for (int t = 0; t < graph.Tensors.Length; t++)
        {
            if (needed.Contains(t))
            {
                numbers[t] = tensors.Count;
                tensors.Add(graph.Tensors[t]);
            }
        }

        return graph with
        {
            Tensors = tensors.ToImmutable(),
            Operators = [.. kept.Select(o => o with { Inputs = [.. o.Inputs.Select(i => numbers[i])], Output = numbers[o.Output] })],
            Outputs = [.. graph.Outputs.Select(o => numbers[o])],
        };
    }
}
