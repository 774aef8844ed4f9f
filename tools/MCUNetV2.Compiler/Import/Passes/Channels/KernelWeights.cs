using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Import.Passes.Channels;

/// <summary>The weights of a convolution by output channel, tap and input channel, whichever kind of convolution it is.</summary>
internal readonly struct KernelWeights
{
    private readonly bool _depthwise;
    private readonly int _outputsPerGroup;

    public KernelWeights(ModelGraph graph, Operator @operator)
    {
        Constants = (ConvolutionConstants)@operator.Constants!;
        Outputs = Constants.Bias.Length;
        Taps = @operator.Window.KernelHeight * @operator.Window.KernelWidth;
        _depthwise = @operator.Kind == OperatorKind.DepthwiseConv2D;
        Depth = _depthwise ? 1 : graph.Tensors[@operator.Inputs[0]].Channels / @operator.Parameter;
        _outputsPerGroup = _depthwise ? @operator.Parameter : Outputs / @operator.Parameter;
    }

    public ConvolutionConstants Constants { get; }

    public int Outputs { get; }

    public int Taps { get; }

    /// <summary>Input channels that an output channel reads.</summary>
    public int Depth { get; }

    /// <summary>The weight with which an output channel reads its <paramref name="i"/>-th input channel at a tap.</summary>
    public int this[int output, int tap, int i] => Constants.Weights[IndexOf(output, tap, i)];

    public int IndexOf(int output, int tap, int i) => _depthwise ? (tap * Outputs) + output : (((output * Taps) + tap) * Depth) + i;

    /// <summary>The first input channel that an output channel reads.</summary>
    public int FirstInput(int output) => output / _outputsPerGroup * Depth;
}
