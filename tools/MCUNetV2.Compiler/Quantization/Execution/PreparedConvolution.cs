using System.Numerics;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>A convolution with its weights reordered so that the innermost loop runs over output channels, a vector at a time.</summary>
internal sealed class PreparedConvolution
{
    private readonly FloatConvolution _convolution;
    private readonly FloatTensor _source;
    private readonly FloatTensor _target;
    private readonly int _padded;
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly float[] _sums;

    public PreparedConvolution(FloatGraph graph, FloatConvolution convolution)
    {
        _convolution = convolution;
        _source = graph.Tensors[convolution.Input];
        _target = graph.Tensors[convolution.Output];
        int outputs = _target.Channels;
        _padded = (outputs + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _sums = new float[_padded];
        _bias = new float[_padded];
        convolution.Bias.CopyTo(_bias);
        int rows = convolution.Weights.Length / outputs;
        _weights = new float[rows * _padded];
        for (int row = 0; row < rows; row++)
        {
            for (int output = 0; output < outputs; output++)
            {
                _weights[(row * _padded) + output] = convolution.Weights[convolution.Depthwise ? (row * outputs) + output : (output * rows) + row];
            }
        }
    }

    public void Run(float[] input, float[] output)
    {
        FloatWindow window = _convolution.Window;
        int padTop = window.PadTop(_source.Height);
        int padLeft = window.PadLeft(_source.Width);
        for (int y = 0; y < _target.Height; y++)
        {
            for (int x = 0; x < _target.Width; x++)
            {
                _bias.CopyTo(_sums, 0);
                AddWindow(input, (y * window.StrideHeight) - padTop, (x * window.StrideWidth) - padLeft);
                Array.Copy(_sums, 0, output, ((y * _target.Width) + x) * _target.Channels, _target.Channels);
            }
        }
    }

    private void AddWindow(float[] input, int top, int left)
    {
        FloatWindow window = _convolution.Window;
        for (int row = Math.Max(0, -top); row < Math.Min(window.KernelHeight, _source.Height - top); row++)
        {
            for (int column = Math.Max(0, -left); column < Math.Min(window.KernelWidth, _source.Width - left); column++)
            {
                int tap = (row * window.KernelWidth) + column;
                ReadOnlySpan<float> pixel = input.AsSpan((((top + row) * _source.Width) + left + column) * _source.Channels, _source.Channels);
                if (_convolution.Depthwise)
                {
                    AddDepthwise(pixel, _weights.AsSpan(tap * _padded, _padded));
                }
                else
                {
                    AddDense(pixel, _weights.AsSpan(tap * _source.Channels * _padded, _source.Channels * _padded));
                }
            }
        }
    }

    private void AddDepthwise(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights)
    {
        for (int channel = 0; channel < pixel.Length; channel++)
        {
            _sums[channel] += pixel[channel] * weights[channel];
        }
    }

    private void AddDense(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights)
    {
        ReadOnlySpan<Vector<float>> rows = MemoryMarshal.Cast<float, Vector<float>>(weights);
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(_sums.AsSpan());
        for (int channel = 0; channel < pixel.Length; channel++)
        {
            Vector<float> value = new(pixel[channel]);
            ReadOnlySpan<Vector<float>> row = rows.Slice(channel * sums.Length, sums.Length);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += value * row[i];
            }
        }
    }
}
