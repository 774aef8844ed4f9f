// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
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
    public static long PerPixel(ModelGraph graph, Operator @operator) => PerPixel(
        @operator.Kind,
        new MacShape(@operator.Window, @operator.Parameter, @operator.Inputs.Length == 0 ? 0 : graph.Tensors[@operator.Inputs[0]].Channels, graph.Tensors[@operator.Output].Channels));

    /// <summary>The same of an operator as a package has it.</summary>
    public static long PerPixel(OperatorKind kind, in MacShape shape) => OperatorClasses.Of(kind).MacsPerPixel(shape);
}

/// <summary>What multiply-accumulates are counted from.</summary>
/// <param name="Parameter">The operator's: groups of a convolution.</param>
/// <param name="Inputs">Channels of the first input.</param>
/// <param name="Outputs">Channels of the output.</param>
public readonly record struct MacShape(Window Window, int Parameter, int Inputs, int Outputs);
