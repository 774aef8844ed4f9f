// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import;

/// <summary>The operators that lead to an output, and whether the graph around them is one that can be imported.</summary>
internal static class LiveOperators
{
    /// <summary>Their indices, in the file's order.</summary>
    public static ImmutableArray<int> Of(TfLiteSubgraph source)
    {
        if (source.Operators.Length > Limits.Operators)
        {
            throw new UnsupportedModelException($"the model has {source.Operators.Length} operators; up to {Limits.Operators} are supported");
        }

        HashSet<int> needed = source.Outputs.ToHashSet();
        List<int> live = new();
        for (int index = source.Operators.Length - 1; index >= 0; index--)
        {
            TfLiteOperator @operator = source.Operators[index];
            if (@operator.Outputs.Any(o => needed.Contains(o) && !source.Tensors[o].IsConstant))
            {
                live.Add(index);
                needed.UnionWith(Read(@operator).Where(i => i >= 0));
            }
        }

        live.Reverse();
        return [.. live];
    }

    public static void Check(TfLiteSubgraph source, ImmutableArray<int> live)
    {
        if (source.Inputs.Length != 1)
        {
            throw new UnsupportedModelException($"the model has {source.Inputs.Length} inputs; one is supported");
        }

        if (source.Outputs.IsEmpty || live.IsEmpty)
        {
            throw new UnsupportedModelException("the model computes nothing: no operator leads to an output");
        }

        HashSet<int> produced = source.Inputs.ToHashSet();
        foreach (int index in live)
        {
            TfLiteOperator @operator = source.Operators[index];
            if (@operator.Outputs.Length != 1 && (@operator.Outputs.IsEmpty || OperatorClasses.SourceOf(@operator.Code)?.HasManyOutputs != true))
            {
                throw new UnsupportedModelException(
                    $"operator {index} {@operator.Name} has {@operator.Outputs.Length} outputs, which is not supported");
            }

            foreach (int output in @operator.Outputs)
            {
                if (!produced.Add(output))
                {
                    throw new UnsupportedModelException(
                        $"operator {index} {@operator.Name} writes tensor '{source.Tensors[output].Name}', which is already computed");
                }
            }

            foreach (TfLiteTensor tensor in Read(@operator).Concat(@operator.Outputs).Where(t => t >= 0).Select(t => source.Tensors[t]))
            {
                CheckTensor(tensor);
            }
        }
    }

    /// <summary>Inputs whose values matter.</summary>
    private static IEnumerable<int> Read(TfLiteOperator @operator) =>
        @operator.Inputs.Take(OperatorClasses.SourceOf(@operator.Code)?.ReadInputs ?? int.MaxValue);

    private static void CheckTensor(TfLiteTensor tensor)
    {
        Shapes.Check(tensor);
        if (tensor.IsVariable)
        {
            throw new UnsupportedModelException($"tensor '{tensor.Name}' keeps its value between inferences, which is not supported");
        }
    }
}
