// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Import.Passes;

/// <summary>
/// Merges a LOOKUP into the operator before it where nothing else reads what lies between: two tables become one, and a table that only
/// clamps (a RELU of its own) becomes the clamp of the operator.
/// </summary>
internal static class LookupFusion
{
    public static ModelGraph Run(ModelGraph graph)
    {
        Dictionary<int, int> readers = graph.Operators.SelectMany(o => o.Inputs).Concat(graph.Outputs).CountBy(t => t).ToDictionary();
        List<Operator> operators = new();
        Dictionary<int, int> position = new();
        foreach (Operator @operator in graph.Operators)
        {
            Operator? merged = @operator.Constants is LookupConstants lookup && readers[@operator.Inputs[0]] == 1 &&
                position.TryGetValue(@operator.Inputs[0], out int before)
                ? Merge(graph, operators[before], @operator, lookup)
                : null;
            if (merged is null)
            {
                position[@operator.Output] = operators.Count;
                operators.Add(@operator);
            }
            else
            {
                position[merged.Output] = position[@operator.Inputs[0]];
                operators[position[merged.Output]] = merged;
            }
        }

        return graph with { Operators = [.. operators] };
    }

    private static Operator? Merge(ModelGraph graph, Operator first, Operator second, LookupConstants table)
    {
        Operator result = first with { Output = second.Output, Source = second.Source, Merged = [.. first.Merged, first.Source] };
        if (first.Constants is LookupConstants inner)
        {
            return result with { Constants = new LookupConstants([.. inner.Table.Select(x => table.Table[(byte)x])]) };
        }

        (Tensor between, Tensor output) = (graph.Tensors[first.Output], graph.Tensors[second.Output]);
        (int min, int max) = (Of(table, first.ActivationMin), Of(table, first.ActivationMax));
        return OperatorClasses.Of(first).HasClamp && (between.Scale, between.ZeroPoint) == (output.Scale, output.ZeroPoint) && min <= max &&
            Enumerable.Range(first.ActivationMin, first.ActivationMax - first.ActivationMin + 1).All(x => Of(table, x) == Math.Clamp(x, min, max))
            ? result with { ActivationMin = min, ActivationMax = max }
            : null;
    }

    private static int Of(LookupConstants table, int value) => table.Table[(byte)(sbyte)value];
}
