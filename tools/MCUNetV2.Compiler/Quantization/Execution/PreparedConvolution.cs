// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>
/// A convolution with its weights reordered so that the innermost loop runs over output channels, a vector at a time: rows x columns x input
/// channels of a group x output channels.
/// </summary>
internal sealed class PreparedConvolution
{
    private readonly FloatConvolution _convolution;
    private readonly FloatTensor _source;
    private readonly FloatTensor _target;
    private readonly int _padded;
    private readonly int _depth;
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly float[] _sums;

    public PreparedConvolution(FloatGraph graph, FloatConvolution convolution)
    {
        _convolution = convolution;
        _source = graph.Tensors[convolution.Input];
        _target = graph.Tensors[convolution.Output];
        _depth = convolution.Depth;
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
        for (int row = 0; row < window.KernelHeight; row++)
        {
            for (int column = 0; column < window.KernelWidth; column++)
            {
                int y = top + (row * window.DilationHeight);
                int x = left + (column * window.DilationWidth);
                if (y >= 0 && y < _source.Height && x >= 0 && x < _source.Width)
                {
                    AddTap(
                        input.AsSpan(((y * _source.Width) + x) * _source.Channels, _source.Channels),
                        _weights.AsSpan(((row * window.KernelWidth) + column) * _depth * _padded, _depth * _padded));
                }
            }
        }
    }

    private void AddTap(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights)
    {
        if (_depth == pixel.Length)
        {
            AddDense(pixel, weights);
        }
        else if (_depth == 1 && pixel.Length == _target.Channels)
        {
            AddChannels(pixel, weights);
        }
        else
        {
            AddGroups(pixel, weights);
        }
    }

    /// <summary>Each output channel reads the input channel of its number.</summary>
    private void AddChannels(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights)
    {
        for (int channel = 0; channel < pixel.Length; channel++)
        {
            _sums[channel] += pixel[channel] * weights[channel];
        }
    }

    /// <summary>Each group of output channels reads its own few input channels.</summary>
    private void AddGroups(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights)
    {
        int size = _target.Channels / (pixel.Length / _depth);
        for (int output = 0; output < _target.Channels; output++)
        {
            ReadOnlySpan<float> own = pixel.Slice(output / size * _depth, _depth);
            for (int i = 0; i < own.Length; i++)
            {
                _sums[output] += own[i] * weights[(i * _padded) + output];
            }
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
