// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>A TFLite graph that grows operator by operator, with random constants and quantisations.</summary>
internal sealed class NetworkSketch(Random random)
{
    /// <summary>Squares of squares would leave what an output's scale may be.</summary>
    private const double LargestScale = 1e3;

    private readonly List<TfLiteTensor> _tensors = [];
    private readonly List<TfLiteOperator> _operators = [];

    public Random Random => random;

    /// <summary>Part of the channels of convolutions that are made the same for every input, and of those that are made unread.</summary>
    public double DeadChannels { get; init; }

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

    /// <summary>Between the two, both included.</summary>
    public int Between(int low, int high) => random.Next(low, high + 1);

    public TfLiteActivation Activation() =>
        Chance(0.5) ? TfLiteActivation.NONE : Pick(TfLiteActivation.RELU, TfLiteActivation.RELU6, TfLiteActivation.RELU_N1_TO_1);

    /// <summary>An activation whose real values deviate by about so much.</summary>
    public Feature Activation(int[] shape, double deviation)
    {
        double spread = 20 + (50 * random.NextDouble());
        return Activation(shape, (float)Math.Clamp(deviation / spread, 1e-6, LargestScale), Chance(0.3) ? -128 : Between(-128, 127), spread);
    }

    public Feature Activation(int[] shape, float scale, int zeroPoint, double spread)
    {
        _tensors.Add(new TfLiteTensor($"t{_tensors.Count}", TfLiteType.INT8, [.. shape], TfLiteQuantization.PerTensor(scale, zeroPoint)));
        return new Feature(_tensors.Count - 1, shape, scale, zeroPoint, spread);
    }

    /// <summary>A uint8 tensor at an end of the model.</summary>
    public Feature Bytes(int[] shape, float scale)
    {
        int zeroPoint = Between(0, 255);
        _tensors.Add(new TfLiteTensor($"t{_tensors.Count}", TfLiteType.UINT8, [.. shape], TfLiteQuantization.PerTensor(scale, zeroPoint)));
        return new Feature(_tensors.Count - 1, shape, scale, zeroPoint, 74);
    }

    /// <summary>int32 or int64 numbers at an end of the model.</summary>
    public Feature Numbers(int[] shape)
    {
        _tensors.Add(new TfLiteTensor($"t{_tensors.Count}", Pick(TfLiteType.INT32, TfLiteType.INT64), [.. shape]));
        return new Feature(_tensors.Count - 1, shape, 1, 0, 1);
    }

    /// <summary>An activation in the quantisation of another.</summary>
    public Feature Like(Feature feature, int[] shape) => Activation(shape, feature.Scale, feature.ZeroPoint, feature.Spread);

    public int Int32s(params int[] values) => Int32s([values.Length], values);

    public int Int32s(ImmutableArray<int> shape, int[] values, TfLiteQuantization? quantization = null)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        _tensors.Add(new TfLiteTensor($"c{_tensors.Count}", TfLiteType.INT32, shape, quantization, bytes));
        return _tensors.Count - 1;
    }

    public int Int64s(params int[] values)
    {
        byte[] bytes = [.. values.SelectMany(value => BitConverter.GetBytes((long)value))];
        _tensors.Add(new TfLiteTensor($"c{_tensors.Count}", TfLiteType.INT64, [values.Length], null, bytes));
        return _tensors.Count - 1;
    }

    public int Int8s(ImmutableArray<int> shape, TfLiteQuantization quantization, params ReadOnlySpan<sbyte> values)
    {
        _tensors.Add(new TfLiteTensor($"c{_tensors.Count}", TfLiteType.INT8, shape, quantization, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).ToArray()));
        return _tensors.Count - 1;
    }

    public sbyte[] RandomBytes(int count, int low = -127)
    {
        sbyte[] bytes = new sbyte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (sbyte)Between(low, 127);
        }

        return bytes;
    }

    public Feature Operator(BuiltinOperator code, int[] inputs, Feature output, TfLiteOptions? options = null)
    {
        _operators.Add(new TfLiteOperator(code, [.. inputs], [output.Tensor], options));
        return output;
    }

    /// <summary>An operator with several outputs.</summary>
    public Feature[] Operator(BuiltinOperator code, int[] inputs, Feature[] outputs, TfLiteOptions? options = null)
    {
        _operators.Add(new TfLiteOperator(code, [.. inputs], [.. outputs.Select(o => o.Tensor)], options));
        return outputs;
    }

    /// <summary>A tensor of integers that an operator computes, such as a shape.</summary>
    public int Int32Result(BuiltinOperator code, int[] inputs, int[] shape, TfLiteOptions? options = null)
    {
        _tensors.Add(new TfLiteTensor($"s{_tensors.Count}", TfLiteType.INT32, [.. shape]));
        _operators.Add(new TfLiteOperator(code, [.. inputs], [_tensors.Count - 1], options));
        return _tensors.Count - 1;
    }

    public TfLiteModel Finish(Feature input, IEnumerable<Feature> outputs) => new(
        "random network", [new TfLiteSubgraph("main", [.. _tensors], [input.Tensor], [.. outputs.Select(o => o.Tensor)], [.. _operators])]);
}
