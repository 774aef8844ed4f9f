// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Planning.Tests;

/// <summary>Networks small enough that their plans can be checked by eye.</summary>
internal sealed class SmallNetworks
{
    private readonly ImmutableArray<Tensor>.Builder _tensors = ImmutableArray.CreateBuilder<Tensor>();
    private readonly List<Operator> _operators = [];

    private SmallNetworks(int height, int width, int channels)
    {
        _operators.Add(new Operator(OperatorKind.Input, [], Add("image", height, width, channels), -1));
    }

    public static ModelGraph Of(string name) => name switch
    {
        "residual" => Residual(),
        "classifier" => Classifier(),
        "skip" => Skip(),
        "squeeze" => Squeeze(),
        "decoder" => Decoder(),
        "mobilenet_v2_0.35_144" => MobileNetV2(144, 0.35),
        _ => throw new ArgumentException($"no network {name}", nameof(name)),
    };

    /// <summary>An inverted residual after a stem: a tensor is held for the ADD while its copy is widened, filtered and narrowed.</summary>
    private static ModelGraph Residual()
    {
        SmallNetworks net = new(32, 32, 3);
        int stem = net.Conv("stem", 0, 8, 3, 2);
        int wide = net.Conv("expand", stem, 32, 1, 1);
        int filtered = net.Depthwise("depthwise", wide, 3, 1);
        int narrow = net.Conv("project", filtered, 8, 1, 1);
        return net.Finish("residual", net.Sum("add", stem, narrow));
    }

    /// <summary>Three strided convolutions to a fully connected layer, which sums up what arrives.</summary>
    private static ModelGraph Classifier()
    {
        SmallNetworks net = new(32, 32, 1);
        int features = net.Conv("conv 3", net.Conv("conv 2", net.Conv("conv 1", 0, 8, 3, 2), 16, 3, 2), 16, 3, 2);
        return net.Finish("classifier", net.FullyConnected("scores", features, 4));
    }

    /// <summary>A long way round and a short one, joined at the end.</summary>
    private static ModelGraph Skip()
    {
        SmallNetworks net = new(24, 24, 4);
        int first = net.Conv("first", 0, 8, 3, 1);
        int deep = net.Depthwise("deep 2", net.Depthwise("deep 1", first, 3, 1), 5, 1);
        return net.Finish("skip", net.Conv("last", net.Sum("join", deep, first), 2, 1, 1));
    }

    /// <summary>A squeeze-and-excitation block: the wide tensor is scaled by what is made of its own mean.</summary>
    private static ModelGraph Squeeze()
    {
        SmallNetworks net = new(32, 32, 3);
        int stem = net.Conv("stem", 0, 8, 3, 2);
        int wide = net.Depthwise("depthwise", net.Conv("expand", stem, 32, 1, 1), 3, 1);
        int gate = net.Conv("excite", net.Conv("squeeze", net.Mean("mean", wide), 4, 1, 1), 32, 1, 1);
        int narrow = net.Conv("project", net.Product("scale", wide, gate), 8, 1, 1);
        return net.Finish("squeeze", net.Sum("add", stem, narrow));
    }

    /// <summary>An encoder and a decoder that is given the encoder's tensors of each size, as FastDepth's (Wofk et al., 2019): skips that are larger than the image.</summary>
    private static ModelGraph Decoder()
    {
        SmallNetworks net = new(64, 64, 3);
        int Block(int input, int channels, int stride) => net.Conv("pointwise", net.Depthwise("depthwise", input, 3, stride), channels, 1, 1);
        int Joined(int deep, int skip, int channels) => net.Sum("add", net.Enlarged("enlarge", Block(deep, channels, 1), 2), skip);
        int fine = Block(net.Conv("stem", 0, 16, 3, 2), 32, 1);
        int middle = Block(fine, 64, 2);
        int coarse = Block(middle, 96, 2);
        int deep = Block(Block(Block(Block(coarse, 128, 2), 128, 1), 128, 1), 128, 1); // 4 x 4: sees all of the image
        int whole = Joined(Joined(Joined(deep, coarse, 96), middle, 64), fine, 32);
        return net.Finish("decoder", net.Conv("depth", Block(whole, 8, 1), 1, 1, 1));
    }

    /// <summary>MobileNetV2 (Sandler et al., 2018, table 2), its widths cut to whole numbers, with a classifier of ten classes.</summary>
    private static ModelGraph MobileNetV2(int size, double width)
    {
        (int Expansion, int Channels, int Repeats, int Stride)[] stages =
            [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];
        SmallNetworks net = new(size, size, 3);
        int last = net.Conv("stem", 0, (int)(32 * width), 3, 2);
        foreach ((int expansion, int channels, int repeats, int stride) in stages)
        {
            for (int i = 0; i < repeats; i++)
            {
                int input = last;
                int wide = expansion == 1 ? input : net.Conv("expand", input, net._tensors[input].Channels * expansion, 1, 1);
                last = net.Conv("project", net.Depthwise("depthwise", wide, 3, i == 0 ? stride : 1), (int)(channels * width), 1, 1);
                last = i == 0 ? last : net.Sum("add", input, last);
            }
        }

        return net.Finish("mobilenet_v2", net.FullyConnected("scores", net.Mean("mean", net.Conv("last", last, 1280, 1, 1)), 10));
    }

    private ModelGraph Finish(string name, int output) => new(name, _tensors.ToImmutable(), [.. _operators], [output]);

    private int Add(string name, int height, int width, int channels)
    {
        _tensors.Add(new Tensor(name, height, width, channels, 1f, 0));
        return _tensors.Count - 1;
    }

    private int Conv(string name, int input, int channels, int kernel, int stride) =>
        Windowed(OperatorKind.Conv2D, name, input, channels, kernel, stride, channels * kernel * kernel * _tensors[input].Channels);

    private int Depthwise(string name, int input, int kernel, int stride) =>
        Windowed(OperatorKind.DepthwiseConv2D, name, input, _tensors[input].Channels, kernel, stride, kernel * kernel * _tensors[input].Channels);

    private int Windowed(OperatorKind kind, string name, int input, int channels, int kernel, int stride, int weights)
    {
        Tensor from = _tensors[input];
        int output = Add(name, (from.Height + stride - 1) / stride, (from.Width + stride - 1) / stride, channels);
        _operators.Add(new Operator(kind, [input], output, _operators.Count)
        {
            Window = new Window(kernel, kernel, stride, stride, 1, 1, (kernel - 1) / 2, (kernel - 1) / 2),
            Parameter = 1,
            Constants = Weights(channels, weights),
        });
        return output;
    }

    private int FullyConnected(string name, int input, int channels)
    {
        Tensor from = _tensors[input];
        int output = Add(name, 1, 1, channels);
        _operators.Add(new Operator(OperatorKind.Conv2D, [input], output, _operators.Count)
        {
            Window = new Window(from.Height, from.Width),
            Parameter = 1,
            Constants = Weights(channels, channels * from.Bytes),
        });
        return output;
    }

    private int Enlarged(string name, int input, int factor)
    {
        Tensor from = _tensors[input];
        int output = Add(name, from.Height * factor, from.Width * factor, from.Channels);
        ImmutableArray<ushort> Table(int size) => [.. Enumerable.Range(0, size * factor).Select(i => (ushort)(i / factor))];
        _operators.Add(new Operator(OperatorKind.ResizeNearest, [input], output, _operators.Count) { Constants = new ResizeConstants(Table(from.Height), Table(from.Width)) });
        return output;
    }

    private int Sum(string name, int first, int second)
    {
        int output = Add(name, _tensors[first].Height, _tensors[first].Width, _tensors[first].Channels);
        _operators.Add(new Operator(OperatorKind.Add, [first, second], output, _operators.Count)
        {
            Constants = new AddConstants(20, 1 << 30, 0, 1 << 30, 0, 1 << 30, -18),
        });
        return output;
    }

    private int Mean(string name, int input)
    {
        int output = Add(name, 1, 1, _tensors[input].Channels);
        int pixels = _tensors[input].Height * _tensors[input].Width;
        _operators.Add(new Operator(OperatorKind.Mean, [input], output, _operators.Count)
        {
            Window = new Window(_tensors[input].Height, _tensors[input].Width),
            Constants = new MeanConstants((int)((1L << 31) / pixels), 0, 0),
        });
        return output;
    }

    private int Product(string name, int first, int second)
    {
        int output = Add(name, _tensors[first].Height, _tensors[first].Width, _tensors[first].Channels);
        _operators.Add(new Operator(OperatorKind.Mul, [first, second], output, _operators.Count) { Constants = new MulConstants(1 << 30, -6) });
        return output;
    }

    private static ConvolutionConstants Weights(int channels, int count) => new(
        [.. new int[channels]], [.. Enumerable.Repeat(1 << 30, channels)], [.. Enumerable.Repeat((sbyte)-4, channels)], [.. Noise(count)]);

    private static IEnumerable<sbyte> Noise(int count)
    {
        Random random = new(count);
        return Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128));
    }
}
