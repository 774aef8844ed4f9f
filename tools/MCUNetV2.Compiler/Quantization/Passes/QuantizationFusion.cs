// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>A quantisation that the file prescribes becomes that of the operator before it, where its kernel can give it.</summary>
internal static class QuantizationFusion
{
    public static FloatGraph Run(FloatGraph graph)
    {
        GraphEditor editor = new(graph);
        foreach (FloatRequantize step in editor.Operators.OfType<FloatRequantize>())
        {
            if (editor.HasOneReader(step.Input) && editor.ProducerOf(step.Input) is { } before && editor[step.Input].Quantization is null &&
                QuantizationRules.IsFree(before) && before is not FloatRequantize)
            {
                editor.Remove(step);
                editor.Replace(before, before with { Output = step.Output });
            }
        }

        return InputOf(editor.ToGraph());
    }

    /// <summary>A network that quantises its input first has an input of that quantisation.</summary>
    private static FloatGraph InputOf(FloatGraph graph)
    {
        FloatOperator[] readers = [.. graph.Operators.Where(step => step.Inputs.Contains(graph.Input))];
        if (readers is not [FloatRequantize only] || graph.Tensors[only.Output].Quantization is null || graph.Outputs.Contains(only.Output))
        {
            return graph;
        }

        FloatTensor quantized = graph.Tensors[only.Output] with { Name = graph.Tensors[graph.Input].Name };
        FloatGraph direct = graph with
        {
            Tensors = graph.Tensors.SetItem(graph.Input, quantized),
            Operators =
            [
                .. graph.Operators.Remove(only).Select(step => step with { Inputs = [.. step.Inputs.Select(tensor => tensor == only.Output ? graph.Input : tensor)] }),
            ],
        };
        return new GraphEditor(direct).ToGraph();
    }
}
