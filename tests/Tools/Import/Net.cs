// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Networks;

namespace MCUNetV2.Tools.Tests.Import;

/// <summary>Models of a few operators, for tests of what the importer makes of them.</summary>
internal static class Net
{
    /// <summary>An 8 x 6 x 3 image through <paramref name="body"/>.</summary>
    public static TfLiteModel Of(Func<NetworkSketch, Feature, Feature> body) => Of([1, 8, 6, 3], body);

    public static TfLiteModel Of(int[] shape, Func<NetworkSketch, Feature, Feature> body)
    {
        NetworkSketch net = new(new Random(1));
        Feature input = net.Activation(shape, 0.5f, 10, 50);
        return net.Finish(input, [body(net, input)]);
    }

    public static OperatorKind[] Kinds(TfLiteModel model) => [.. TfLiteImporter.Import(model).Operators.Select(o => o.Kind)];

    /// <summary>The model with one of its tensors changed.</summary>
    public static TfLiteModel With(TfLiteModel model, int tensor, Func<TfLiteTensor, TfLiteTensor> change)
    {
        TfLiteSubgraph graph = model.Main;
        return model with { Subgraphs = [graph with { Tensors = graph.Tensors.SetItem(tensor, change(graph.Tensors[tensor])) }] };
    }

    /// <summary>The model with its last operator changed.</summary>
    public static TfLiteModel WithLast(TfLiteModel model, Func<TfLiteOperator, TfLiteOperator> change)
    {
        TfLiteSubgraph graph = model.Main;
        return model with { Subgraphs = [graph with { Operators = graph.Operators.SetItem(graph.Operators.Length - 1, change(graph.Operators[^1])) }] };
    }

    public static Feature Convolution(NetworkSketch net, Feature x, int stride = 1, TfLitePadding padding = TfLitePadding.Same)
    {
        int Size(int size) => padding == TfLitePadding.Same ? (size + stride - 1) / stride : (size - 3 + stride) / stride;

        int weights = net.Int8s([4, 3, 3, x.Channels], TfLiteQuantization.PerTensor(0.01f, 0), net.RandomBytes(36 * x.Channels));
        return net.Operator(
            BuiltinOperator.CONV_2D, [x.Tensor, weights], net.Activation([1, Size(x.Height), Size(x.Width), 4], 3.0),
            new Conv2DOptions(padding, stride, stride));
    }

    public static Feature Pad(NetworkSketch net, Feature x, params int[] paddings) => net.Operator(
        BuiltinOperator.PAD, [x.Tensor, net.Int32s([4, 2], paddings)],
        net.Like(x, [.. x.Shape.Select((size, d) => size + paddings[2 * d] + paddings[(2 * d) + 1])]));
}
