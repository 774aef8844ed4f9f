// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Planning.Tests;

/// <summary>
/// Seeded random graphs in which every kind of dependence between regions occurs: windows with any stride, dilation and padding, residuals,
/// concatenations, upsampling, reductions and broadcasts, several outputs. Arithmetic is arbitrary but valid: only agreement between schedules is asked.
/// </summary>
internal sealed class RandomGraph
{
    private const int MostPixels = 40;

    private readonly Random _random;
    private readonly List<Tensor> _tensors = [];
    private readonly List<Operator> _operators = [];
    private readonly List<int> _made = [];

    private RandomGraph(int seed)
    {
        _random = new Random(seed);
        int input = Add(_random.Next(1, 24), _random.Next(1, 24), _random.Next(1, 5));
        _operators.Add(new Operator(OperatorKind.Input, [], input, -1));
        _made.Add(input);
    }

    /// <summary>A graph of up to nine operators.</summary>
    public static ModelGraph Generate(int seed)
    {
        for (int attempt = 0; ; attempt++)
        {
            RandomGraph graph = new((seed * 1000) + attempt);
            graph.Grow();
            if (graph.Outputs() is { IsEmpty: false } outputs)
            {
                return new ModelGraph($"seed {seed}", [.. graph._tensors], [.. graph._operators], outputs);
            }
        }
    }

    private ImmutableArray<int> Outputs()
    {
        HashSet<int> read = _operators.SelectMany(op => op.Inputs).ToHashSet();
        return [.. _made.Skip(1).Where(t => !read.Contains(t))];
    }

    private void Grow()
    {
        int current = _made[0];
        int count = _random.Next(1, 10);
        for (int i = 0; i < count; i++)
        {
            Operator? op = Next(current);
            if (op is null)
            {
                continue;
            }

            _operators.Add(op);
            _made.Add(op.Output);
            current = _random.Next(5) == 0 ? _made[_random.Next(_made.Count)] : op.Output;
        }
    }

    private Operator? Next(int current) => _random.Next(15) switch
    {
        < 3 => Convolution(current),
        < 6 => Depthwise(current),
        6 => Pointwise(current),
        7 or 8 => Arithmetic(current),
        9 => Lookup(current),
        10 => Pool(current),
        11 => Mean(current),
        12 => Upsample(current),
        13 => Concatenation(current),
        _ => Broadcast(current) ?? Pad(current),
    };

    private Operator? Convolution(int input)
    {
        Tensor from = _tensors[input];
        Window window = RandomWindow(5);
        int channels = _random.Next(1, 9);
        return Output(from, window) is var (height, width)
            ? new Operator(OperatorKind.Conv2D, [input], Add(height, width, channels), 0)
            {
                Window = window,
                Parameter = 1,
                Constants = Weights(channels, window.KernelHeight * window.KernelWidth * from.Channels),
            }
            : null;
    }

    private Operator? Depthwise(int input)
    {
        Tensor from = _tensors[input];
        Window window = RandomWindow(7);
        int multiplier = _random.Next(4) == 0 ? 2 : 1;
        return Output(from, window) is var (height, width)
            ? new Operator(OperatorKind.DepthwiseConv2D, [input], Add(height, width, from.Channels * multiplier), 0)
            {
                Window = window,
                Parameter = multiplier,
                Constants = Weights(from.Channels * multiplier, window.KernelHeight * window.KernelWidth),
            }
            : null;
    }

    private Operator Pointwise(int input)
    {
        Tensor from = _tensors[input];
        int channels = _random.Next(1, 13);
        return new Operator(OperatorKind.Conv2D, [input], Add(from.Height, from.Width, channels), 0)
        {
            Parameter = 1,
            Constants = Weights(channels, from.Channels),
        };
    }

    private Operator? Arithmetic(int input)
    {
        int other = Pick(t => t != input && SameShape(_tensors[t], _tensors[input]));
        if (other < 0)
        {
            return null;
        }

        ImmutableArray<int> inputs = _random.Next(2) == 0 ? [input, other] : [other, input];
        return new Operator(_random.Next(2) == 0 ? OperatorKind.Add : OperatorKind.Sub, inputs, Like(input), 0)
        {
            Constants = new AddConstants(20, 1 << 30, 0, 1_500_000_000, 0, 1 << 30, -18),
        };
    }

    private Operator Lookup(int input)
    {
        ImmutableArray<sbyte> table = [.. Enumerable.Range(0, 256).Select(_ => (sbyte)_random.Next(-128, 128))];
        return new Operator(OperatorKind.Lookup, [input], Like(input), 0) { Constants = new LookupConstants(table) };
    }

    private Operator? Pool(int input)
    {
        Tensor from = _tensors[input];
        Window window = new(_random.Next(1, 4), _random.Next(1, 4), 2, 2, 1, 1, 0, 0);
        return from.Height >= window.KernelHeight && from.Width >= window.KernelWidth
            ? new Operator(
                _random.Next(2) == 0 ? OperatorKind.MaxPool2D : OperatorKind.AveragePool2D,
                [input],
                Add(((from.Height - window.KernelHeight) / 2) + 1, ((from.Width - window.KernelWidth) / 2) + 1, from.Channels),
                0)
            {
                Window = window,
            }
            : null;
    }

    private Operator Mean(int input)
    {
        Tensor from = _tensors[input];
        return new Operator(OperatorKind.Mean, [input], Add(1, 1, from.Channels), 0)
        {
            Window = new Window(from.Height, from.Width, 1, 1, 1, 1, 0, 0),
            Constants = new MeanConstants(1 << 30, -2, 5),
        };
    }

    private Operator? Upsample(int input)
    {
        Tensor from = _tensors[input];
        if (from.Height * 2 > MostPixels || from.Width * 2 > MostPixels)
        {
            return null;
        }

        return new Operator(OperatorKind.ResizeNearest, [input], Add(from.Height * 2, from.Width * 2, from.Channels), 0)
        {
            Constants = new ResizeConstants(Halves(from.Height * 2), Halves(from.Width * 2)),
        };

        static ImmutableArray<ushort> Halves(int count) => [.. Enumerable.Range(0, count).Select(i => (ushort)(i / 2))];
    }

    private Operator Concatenation(int input)
    {
        Tensor from = _tensors[input];
        int other = Pick(t => _tensors[t].Height == from.Height && _tensors[t].Width == from.Width);
        int channels = from.Channels + _tensors[other].Channels;
        return new Operator(OperatorKind.Concatenation, [input, other], Add(from.Height, from.Width, channels), 0) { Parameter = 2 };
    }

    private Operator? Broadcast(int input)
    {
        int vector = Pick(t => t != input && _tensors[t] is { Height: 1, Width: 1 } v && v.Channels == _tensors[input].Channels);
        return vector < 0 ? null : new Operator(OperatorKind.Mul, [input, vector], Like(input), 0) { Constants = new MulConstants(1 << 30, -5) };
    }

    private Operator Pad(int input)
    {
        Tensor from = _tensors[input];
        int top = _random.Next(3);
        int left = _random.Next(3);
        return new Operator(
            OperatorKind.Pad, [input], Add(from.Height + top + _random.Next(3), from.Width + left + _random.Next(3), from.Channels), 0)
        {
            Window = new Window(1, 1, 1, 1, 1, 1, top, left),
        };
    }

    private Window RandomWindow(int largestKernel)
    {
        (int kernelHeight, int dilationHeight) = (_random.Next(1, largestKernel + 1), _random.Next(4) == 0 ? 2 : 1);
        (int kernelWidth, int dilationWidth) = (_random.Next(1, largestKernel + 1), _random.Next(4) == 0 ? 2 : 1);
        return new Window(
            kernelHeight,
            kernelWidth,
            _random.Next(1, 4),
            _random.Next(1, 4),
            dilationHeight,
            dilationWidth,
            _random.Next(((kernelHeight - 1) * dilationHeight) + 1),
            _random.Next(((kernelWidth - 1) * dilationWidth) + 1));
    }

    /// <summary>Output size under random padding at the far ends; null when the window does not fit.</summary>
    private (int Height, int Width)? Output(Tensor from, Window window)
    {
        int height = from.Height + window.PadTop + _random.Next(window.ExtentHeight) - window.ExtentHeight;
        int width = from.Width + window.PadLeft + _random.Next(window.ExtentWidth) - window.ExtentWidth;
        return height < 0 || width < 0 ? null : ((height / window.StrideHeight) + 1, (width / window.StrideWidth) + 1);
    }

    private ConvolutionConstants Weights(int channels, int taps)
    {
        int Shift() => -Math.Min(12, 5 + (int)(Math.Log2(taps + 1) / 2) + _random.Next(2));
        return new ConvolutionConstants(
            [.. Enumerable.Range(0, channels).Select(_ => _random.Next(-2000, 2000))],
            [.. Enumerable.Range(0, channels).Select(_ => _random.Next(1 << 30, int.MaxValue))],
            [.. Enumerable.Range(0, channels).Select(_ => (sbyte)Shift())],
            [.. Enumerable.Range(0, channels * taps).Select(_ => (sbyte)_random.Next(-127, 128))]);
    }

    private int Pick(Predicate<int> matches)
    {
        List<int> candidates = _made.FindAll(matches);
        return candidates.Count == 0 ? -1 : candidates[_random.Next(candidates.Count)];
    }

    private int Like(int tensor) => Add(_tensors[tensor].Height, _tensors[tensor].Width, _tensors[tensor].Channels);

    private int Add(int height, int width, int channels)
    {
        _tensors.Add(new Tensor($"t{_tensors.Count}", height, width, channels, 0.05f, _random.Next(-20, 20)));
        return _tensors.Count - 1;
    }

    private static bool SameShape(Tensor a, Tensor b) => a.Height == b.Height && a.Width == b.Width && a.Channels == b.Channels;
}
