using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Multiply-accumulates as the field counts them: convolutions only, taps on padding included.</summary>
public static class Macs
{
    /// <summary>For one pixel of the operator's output, all channels.</summary>
    public static long PerPixel(ModelGraph graph, Operator op)
    {
        long taps = (long)op.Window.KernelHeight * op.Window.KernelWidth;
        return op.Kind switch
        {
            OperatorKind.Conv2D => taps * graph.Tensors[op.Inputs[0]].Channels / op.Parameter * graph.Tensors[op.Output].Channels,
            OperatorKind.DepthwiseConv2D => taps * graph.Tensors[op.Output].Channels,
            _ => 0,
        };
    }

    /// <summary>For the whole network, each output once.</summary>
    public static long Total(ModelGraph graph) => graph.Operators.Sum(op =>
        PerPixel(graph, op) * graph.Tensors[op.Output].Height * graph.Tensors[op.Output].Width);
}
