using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>Multiply-accumulates, as the field counts them.</summary>
public static class MacCount
{
    /// <summary>Of the whole network, each operator once.</summary>
    public static long Of(ModelGraph graph) => graph.Operators.Sum(o => Of(graph, o));

    /// <summary>Of an operator of an importable source model.</summary>
    public static long Of(TfLiteSubgraph model, TfLiteOperator @operator)
    {
        long Count(int tensor) => model.Tensors[tensor].Shape.Aggregate(1L, (product, size) => product * size);

        return @operator.Code switch
        {
            BuiltinOperator.CONV_2D => Count(@operator.Outputs[0]) * Count(@operator.Inputs[1]) / model.Tensors[@operator.Inputs[1]].Shape[0],
            BuiltinOperator.DEPTHWISE_CONV_2D => Count(@operator.Outputs[0]) * Count(@operator.Inputs[1]) / model.Tensors[@operator.Inputs[1]].Shape[3],
            BuiltinOperator.FULLY_CONNECTED => Count(@operator.Outputs[0]) * model.Tensors[@operator.Inputs[1]].Shape[1],
            _ => 0,
        };
    }

    /// <summary>Of convolutions (fully connected layers are such), taps on padding included; 0 of other operators.</summary>
    public static long Of(ModelGraph graph, Operator @operator)
    {
        var output = graph.Tensors[@operator.Output];
        return PerPixel(graph, @operator) * output.Height * output.Width;
    }

    /// <summary>For one pixel of the operator's output, all channels.</summary>
    public static long PerPixel(ModelGraph graph, Operator @operator)
    {
        var inputs = @operator.Kind switch
        {
            OperatorKind.Conv2D => graph.Tensors[@operator.Inputs[0]].Channels / @operator.Parameter,
            OperatorKind.DepthwiseConv2D => 1,
            _ => 0,
        };
        return (long)graph.Tensors[@operator.Output].Channels * @operator.Window.KernelHeight * @operator.Window.KernelWidth * inputs;
    }
}
