// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>Multiply-accumulates, as the field counts them: those of convolutions, taps on padding included.</summary>
public static class MacCount
{
    /// <summary>Of the whole network, each operator once: what a plan repeats is left out.</summary>
    public static long Of(ModelGraph graph) => graph.Operators.Where(o => !o.IsRepeated).Sum(o => Of(graph, o));

    /// <summary>Of an operator of an importable source model.</summary>
    public static long Of(TfLiteSubgraph model, TfLiteOperator @operator) => OperatorClasses.SourceOf(@operator.Code)?.Macs(model, @operator) ?? 0;

    /// <summary>Of one operator.</summary>
    public static long Of(ModelGraph graph, Operator @operator)
    {
        Tensor output = graph.Tensors[@operator.Output];
        return PerPixel(graph, @operator) * output.Height * output.Width;
    }

    /// <summary>For one pixel of the operator's output, all channels.</summary>
    public static long PerPixel(ModelGraph graph, Operator @operator) => OperatorClasses.Of(@operator).MacsPerPixel(new Node(graph, @operator));
}
