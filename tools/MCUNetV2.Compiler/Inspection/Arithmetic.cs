using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Inspection;

/// <summary>Multiply-accumulates, as the field counts them.</summary>
public static class Arithmetic
{
    /// <summary>Of the whole network, each operator once.</summary>
    public static long Macs(ModelGraph graph) => graph.Operators.Sum(o => Macs(graph, o));

    /// <summary>Of convolutions (fully connected layers are such), taps on padding included; 0 of other operators.</summary>
    public static long Macs(ModelGraph graph, Operator @operator)
    {
        var taps = @operator.Kind switch
        {
            OperatorKind.Conv2D => graph.Tensors[@operator.Inputs[0]].Channels / @operator.Parameter,
            OperatorKind.DepthwiseConv2D => 1,
            _ => 0,
        };
        return (long)graph.Tensors[@operator.Output].Bytes * @operator.Window.KernelHeight * @operator.Window.KernelWidth * taps;
    }
}
