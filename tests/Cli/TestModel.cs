// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Writing;

namespace MCUNetV2.Cli.Tests;

/// <summary>A tiny classifier of 16 x 16 pictures with two classes, as a .tflite, whole or with a defect.</summary>
internal static class TestModel
{
    /// <summary>Bytes of its input.</summary>
    public const int InputBytes = 16 * 16 * 3;

    private const float WeightScale = 0.01f;

    private static readonly TfLiteQuantization Pixels = TfLiteQuantization.PerTensor(1f / 255, -128);
    private static readonly TfLiteQuantization Activations = TfLiteQuantization.PerTensor(0.05f, -128);

    public static byte[] Write() => TfLiteWriter.Write(Create());

    /// <summary>The same with float32 tensors.</summary>
    public static byte[] WriteFloat()
    {
        TfLiteModel model = Create();
        ImmutableArray<TfLiteTensor> tensors = [.. model.Main.Tensors.Select(tensor => tensor with { Type = TfLiteType.FLOAT32, Quantization = null, Data = new byte[tensor.Data.Length * 4] })];
        return TfLiteWriter.Write(model with { Subgraphs = [model.Main with { Tensors = tensors }] });
    }

    /// <summary>The same with an operator that the engine does not have.</summary>
    public static byte[] WriteUnsupported()
    {
        TfLiteModel model = Create();
        ImmutableArray<TfLiteOperator> operators = model.Main.Operators.SetItem(1, new TfLiteOperator(BuiltinOperator.COS, [1], [2]));
        return TfLiteWriter.Write(model with { Subgraphs = [model.Main with { Operators = operators }] });
    }

    /// <summary>The same with one score, of a LOGISTIC.</summary>
    public static byte[] WriteLoneScore()
    {
        TfLiteSubgraph main = Create().Main;
        ImmutableArray<TfLiteTensor> tensors = main.Tensors
            .SetItem(4, main.Tensors[4] with { Shape = [1, 1] })
            .SetItem(5, main.Tensors[5] with { Shape = [1, 1] })
            .SetItem(11, Weights("dense weights", 3, 1, 4))
            .SetItem(12, Bias("dense bias", 0.05f, 1));
        return WriteLast(main with { Tensors = tensors }, new TfLiteOperator(BuiltinOperator.LOGISTIC, [4], [5]));
    }

    /// <summary>The same that says the number of the likelier class.</summary>
    public static byte[] WriteNumber()
    {
        TfLiteSubgraph main = Create().Main;
        ImmutableArray<TfLiteTensor> tensors = main.Tensors.SetItem(5, new TfLiteTensor("class", TfLiteType.INT64, [1])).Add(Integers("axis", [], [1]));
        return WriteLast(main with { Tensors = tensors }, new TfLiteOperator(BuiltinOperator.ARG_MAX, [4, tensors.Length - 1], [5]));
    }

    /// <summary>A single LOGISTIC of as many values.</summary>
    /// <param name="count">A multiple of 4,096.</param>
    public static byte[] WriteWide(int count)
    {
        ImmutableArray<TfLiteTensor> tensors = [Activation("input", Activations, 1, 64, 64, count / 4096), Activation("output", TfLiteQuantization.PerTensor(1f / 256, -128), 1, 64, 64, count / 4096)];
        return TfLiteWriter.Write(new TfLiteModel("test", [new TfLiteSubgraph("main", tensors, [0], [1], [new TfLiteOperator(BuiltinOperator.LOGISTIC, [0], [1])])]));
    }

    private static byte[] WriteLast(TfLiteSubgraph graph, TfLiteOperator last) =>
        TfLiteWriter.Write(new TfLiteModel("test", [graph with { Operators = graph.Operators.SetItem(graph.Operators.Length - 1, last) }]));

    /// <summary>The same with axes that are INT64, as some exporters write them.</summary>
    public static byte[] WriteLongAxes() => WriteWith(10, tensor => tensor with { Type = TfLiteType.INT64, Data = MemoryMarshal.AsBytes<long>(new long[] { 1, 2 }).ToArray() });

    /// <summary>The same with one channel of the stem switched off: by weights of 0, or by a scale of 0.</summary>
    public static byte[] WriteDeadChannel(bool byScale) => WriteWith(6, tensor =>
    {
        byte[] weights = tensor.Data.ToArray();
        float[] scales = [WeightScale, WeightScale, WeightScale, WeightScale];
        if (byScale)
        {
            scales[1] = 0;
        }
        else
        {
            weights.AsSpan(27, 27).Clear();
        }

        return tensor with { Data = weights, Quantization = new TfLiteQuantization([.. scales], [0, 0, 0, 0]) };
    });

    private static byte[] WriteWith(int index, Func<TfLiteTensor, TfLiteTensor> change)
    {
        TfLiteModel model = Create();
        return TfLiteWriter.Write(model with { Subgraphs = [model.Main with { Tensors = model.Main.Tensors.SetItem(index, change(model.Main.Tensors[index])) }] });
    }

    private static TfLiteModel Create()
    {
        ImmutableArray<TfLiteTensor> tensors =
        [
            Activation("input", Pixels, 1, 16, 16, 3),
            Activation("stem", Activations, 1, 8, 8, 4),
            Activation("depthwise", Activations, 1, 8, 8, 4),
            Activation("mean", Activations, 1, 4),
            Activation("logits", TfLiteQuantization.PerTensor(0.1f, 0), 1, 2),
            Activation("scores", TfLiteQuantization.PerTensor(1f / 256, -128), 1, 2),
            Weights("stem weights", 1, 4, 3, 3, 3),
            Bias("stem bias", 1f / 255, 4),
            Weights("depthwise weights", 2, 1, 3, 3, 4),
            Bias("depthwise bias", 0.05f, 4),
            Integers("axes", [2], [1, 2]),
            Weights("dense weights", 3, 2, 4),
            Bias("dense bias", 0.05f, 2),
        ];
        ImmutableArray<TfLiteOperator> operators =
        [
            new(BuiltinOperator.CONV_2D, [0, 6, 7], [1], new Conv2DOptions(TfLitePadding.Same, 2, 2)),
            new(BuiltinOperator.DEPTHWISE_CONV_2D, [1, 8, 9], [2], new DepthwiseConv2DOptions(TfLitePadding.Same, 1, 1, 1)),
            new(BuiltinOperator.MEAN, [2, 10], [3], new ReducerOptions(KeepDimensions: false)),
            new(BuiltinOperator.FULLY_CONNECTED, [3, 11, 12], [4], new FullyConnectedOptions()),
            new(BuiltinOperator.SOFTMAX, [4], [5], new SoftmaxOptions(1)),
        ];
        return new TfLiteModel("test", [new TfLiteSubgraph("main", tensors, [0], [5], operators)]);
    }

    private static TfLiteTensor Activation(string name, TfLiteQuantization quantization, params int[] shape) => new(name, TfLiteType.INT8, [.. shape], quantization);

    private static TfLiteTensor Weights(string name, int seed, params int[] shape)
    {
        byte[] values = new byte[shape.Aggregate(1, (product, size) => product * size)];
        new Random(seed).NextBytes(values);
        return new TfLiteTensor(name, TfLiteType.INT8, [.. shape], TfLiteQuantization.PerTensor(WeightScale, 0), values);
    }

    private static TfLiteTensor Bias(string name, float inputScale, int count)
    {
        return Integers(name, [count], new int[count]) with { Quantization = TfLiteQuantization.PerTensor(inputScale * WeightScale, 0) };
    }

    private static TfLiteTensor Integers(string name, ImmutableArray<int> shape, int[] values)
    {
        return new TfLiteTensor(name, TfLiteType.INT32, shape, null, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }
}
