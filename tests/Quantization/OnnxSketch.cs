// SPDX-License-Identifier: MIT
using MCUNetV2.Tools.Tests.Onnx;

namespace MCUNetV2.Quantization.Tests;

/// <summary>An ONNX network that grows node by node, with random constants; values are named as they come.</summary>
internal sealed class OnnxSketch(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<byte[]> _fields = [];
    private int _count;

    /// <summary>The picture, 1 x channels x height x width.</summary>
    public string Picture(int channels = 3, int height = 12, int width = 14)
    {
        _fields.Add(OnnxBytes.Input("x", 1, channels, height, width));
        return "x";
    }

    /// <summary>The picture through a convolution to 8 channels of about unit size.</summary>
    public string Features() => Conv(Picture(), 3, 8, 3, OnnxBytes.Integers("pads", 1, 1, 1, 1));

    public string Conv(string input, int depth, int outputs, int kernel, params byte[][] attributes) =>
        Node("Conv", [input, Random([outputs, depth, kernel, kernel], 2f / MathF.Sqrt(depth * kernel * kernel)), Random([outputs], 0.5f)], attributes);

    public string Node(string kind, string[] inputs, params byte[][] attributes) => Nodes(kind, inputs, 1, attributes)[0];

    public string[] Nodes(string kind, string[] inputs, int outputs, params byte[][] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => $"v{_count++}")];
        _fields.Add(OnnxBytes.Node(kind, inputs, names, attributes));
        return names;
    }

    /// <summary>A constant of values around zero.</summary>
    public string Random(long[] shape, float size) => Constant(shape, [.. Draw(shape).Select(value => size * ((2 * value) - 1))]);

    /// <summary>A constant of values from 0.5 to 1.5.</summary>
    public string Positive(params long[] shape) => Constant(shape, [.. Draw(shape).Select(value => value + 0.5f)]);

    public string Constant(long[] shape, params float[] values)
    {
        string name = $"c{_count++}";
        _fields.Add(OnnxBytes.Constant(name, shape, values));
        return name;
    }

    public string Integers(params long[] values)
    {
        string name = $"c{_count++}";
        _fields.Add(OnnxBytes.Constant(name, values));
        return name;
    }

    public string Raw(long[] shape, int type, params byte[] values)
    {
        string name = $"c{_count++}";
        _fields.Add(OnnxBytes.Constant(name, shape, type, values));
        return name;
    }

    public byte[] File(int opset, params string[] outputs) => OnnxBytes.Model(opset, [.. _fields, .. outputs.Select(OnnxBytes.Output)]);

    public byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private IEnumerable<float> Draw(long[] shape) => Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => _random.NextSingle());
}
