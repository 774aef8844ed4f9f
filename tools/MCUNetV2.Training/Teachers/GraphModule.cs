using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>Runs a float graph on batches with torch.</summary>
internal sealed class GraphModule
{
    private readonly FloatGraph _graph;
    private readonly Dictionary<FloatOperator, (Tensor Weights, Tensor Bias)> _constants = [];

    public GraphModule(FloatGraph graph)
    {
        _graph = graph;
        foreach (FloatOperator step in graph.Operators)
        {
            switch (step)
            {
                case FloatConvolution convolution:
                    _constants[step] = (Arrange(convolution, graph.Tensors[convolution.Input].Channels), tensor(convolution.Bias.ToArray()));
                    break;
                case FloatFullyConnected connected:
                    _constants[step] = (tensor(connected.Weights.ToArray(), [connected.Bias.Length, connected.Weights.Length / connected.Bias.Length]), tensor(connected.Bias.ToArray()));
                    break;
            }
        }
    }

    /// <param name="input">N x channels x height x width.</param>
    /// <param name="output">Number of the tensor wanted.</param>
    public Tensor Run(Tensor input, int output)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Dictionary<int, Tensor> tensors = new() { [_graph.Input] = input };
        foreach (FloatOperator step in _graph.Operators)
        {
            tensors[step.Output] = RunOperator(step, tensors);
            if (step.Output == output)
            {
                break;
            }
        }

        return tensors[output].MoveToOuterDisposeScope();
    }

    private Tensor RunOperator(FloatOperator step, Dictionary<int, Tensor> tensors)
    {
        Tensor input = tensors[step.Inputs[0]];
        return step switch
        {
            FloatConvolution convolution => Activate(Convolve(convolution, input), convolution.Activation),
            FloatFullyConnected connected => Activate(
                nn.functional.linear(input.flatten(1), _constants[step].Weights, _constants[step].Bias), connected.Activation),
            FloatAdd add => Activate(input + tensors[add.Second], add.Activation),
            FloatMean => input.mean([2L, 3L]),
            FloatPad pad => nn.functional.pad(input, [pad.Left, pad.Right, pad.Top, pad.Bottom]),
            _ => throw new NotSupportedException($"{step.GetType().Name} cannot be run in batches"),
        };
    }

    private Tensor Convolve(FloatConvolution convolution, Tensor input)
    {
        FloatWindow window = convolution.Window;
        FloatTensor source = _graph.Tensors[convolution.Input];
        FloatTensor target = _graph.Tensors[convolution.Output];
        int top = window.PadTop(source.Height);
        int left = window.PadLeft(source.Width);
        int bottom = Math.Max(0, ((target.Height - 1) * window.StrideHeight) + window.KernelHeight - source.Height - top);
        int right = Math.Max(0, ((target.Width - 1) * window.StrideWidth) + window.KernelWidth - source.Width - left);
        Tensor padded = top + left + bottom + right == 0 ? input : nn.functional.pad(input, [left, right, top, bottom]);
        (Tensor weights, Tensor bias) = _constants[convolution];
        return nn.functional.conv2d(padded, weights, bias, [window.StrideHeight, window.StrideWidth],
            groups: convolution.Depthwise ? source.Channels : 1);
    }

    private static Tensor Activate(Tensor values, TfLiteActivation activation) => activation switch
    {
        TfLiteActivation.NONE => values,
        TfLiteActivation.RELU => values.relu_(),
        TfLiteActivation.RELU6 => values.clamp_(0, 6),
        _ => throw new NotSupportedException($"activation {activation} cannot be run in batches"),
    };

    // Rows, columns, channels as .tflite has them, to channels first as torch has them.
    private static Tensor Arrange(FloatConvolution convolution, int inputs)
    {
        float[] weights = [.. convolution.Weights];
        FloatWindow window = convolution.Window;
        return convolution.Depthwise
            ? tensor(weights, [window.KernelHeight, window.KernelWidth, inputs, 1]).permute(2, 3, 0, 1).contiguous()
            : tensor(weights, [convolution.Bias.Length, window.KernelHeight, window.KernelWidth, inputs]).permute(0, 3, 1, 2).contiguous();
    }
}
