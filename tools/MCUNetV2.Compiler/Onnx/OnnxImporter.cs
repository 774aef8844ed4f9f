// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx.Operators;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Passes;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>
/// Turns a float ONNX network (channels first), or one that was quantised with QuantizeLinear and DequantizeLinear, into a float graph (channels
/// last). A value keeps the order of its dimensions in memory as long as operators do not ask for another, so that transpositions cost nothing
/// where they only undo each other.
/// </summary>
public static class OnnxImporter
{
    /// <param name="model">The ONNX network: one picture input, N x channels x height x width or N x height x width x channels.</param>
    /// <param name="options">What is known about it.</param>
    /// <exception cref="UnsupportedModelException">The network has an operator, or a use of one, that the quantiser does not know.</exception>
    public static OnnxNetwork Import(OnnxModel model, OnnxOptions options)
    {
        OnnxScope scope = new(model, options.Folded);
        (OnnxInput picture, ImmutableArray<int> shape) = Input(model, options.Size);
        bool channelsFirst = IsChannelsFirst(picture, shape);
        ImmutableArray<int> permutation = channelsFirst ? OnnxActivation.ChannelsLast(4) : OnnxActivation.Natural(4);
        ImmutableArray<int> arranged = OnnxActivation.Arrange(shape, permutation);
        int input = scope.Builder.Add(new FloatTensor(OneLine.Of(picture.Name), arranged));
        int normalized = options.Normalization.AddTo(scope.Builder, input);
        scope.Bind(picture.Name, new OnnxActivation(normalized, shape, permutation));
        foreach (OnnxNode node in model.Nodes.Except(OnnxFolding.Nodes(model)))
        {
            Translate(scope, node);
        }

        ImmutableArray<string> wanted = options.Outputs.IsEmpty ? model.Outputs : options.Outputs;
        if (wanted.IsEmpty)
        {
            throw new UnsupportedModelException("the network has no output");
        }

        ImmutableArray<int> outputs = [.. wanted.Select(name => Output(scope, name, options))];
        FloatGraph graph = scope.Builder.Build(input, outputs);
        return new OnnxNetwork(GraphPasses.Run(graph), picture.Name, shape, permutation, options.Normalization);
    }

    /// <summary>The input and its sizes in the file's order.</summary>
    /// <param name="model">The ONNX network.</param>
    /// <param name="size">The picture's size, where the file leaves it open.</param>
    /// <exception cref="UnsupportedModelException">The network does not take one picture.</exception>
    public static (OnnxInput Picture, ImmutableArray<int> Shape) Input(OnnxModel model, (int Height, int Width)? size)
    {
        if (model.Inputs is not [var picture])
        {
            throw new UnsupportedModelException(
                $"the network has {model.Inputs.Length} inputs{string.Concat(model.Inputs.Take(4).Select(input => $" '{OneLine.Of(input.Name)}'"))}; one picture is possible");
        }

        string name = OneLine.Of(picture.Name);
        string described = string.Join(" x ", picture.Shape.Take(8).Select(length => length > 0 ? $"{length}" : "?"));
        if (!picture.IsFloat)
        {
            throw new UnsupportedModelException($"the input '{name}' is not of float32; export the network without the conversion of pixels");
        }

        if (picture.Shape.Length != 4 || picture.Shape[0] > 1)
        {
            throw new UnsupportedModelException($"the input '{name}' has the shape {described}; one picture, 1 x channels x height x width, is possible");
        }

        long[] sizes = [1, .. picture.Shape.Skip(1)];
        if (size is { } given)
        {
            bool last = sizes[1] > 4 || sizes[3] is >= 1 and <= 4 && sizes[1] is < 1 or > 4;
            (int row, int column) = last ? (1, 2) : (2, 3);
            sizes[row] = sizes[row] < 1 ? given.Height : sizes[row];
            sizes[column] = sizes[column] < 1 ? given.Width : sizes[column];
        }

        return sizes.All(length => length is >= 1 and <= 8192)
            ? (picture, [.. sizes.Select(length => (int)length)])
            : throw new UnsupportedModelException($"the input '{name}' has the shape {described}; give its size with --size HEIGHTxWIDTH, or fix it when exporting");
    }

    private static bool IsChannelsFirst(OnnxInput picture, ImmutableArray<int> shape)
    {
        bool first = shape[1] is 1 or 3 || (shape[1] <= 4 && shape[3] > 4);
        int channels = first ? shape[1] : shape[3];
        return channels is 1 or 3
            ? first
            : throw new UnsupportedModelException(
                $"the input '{OneLine.Of(picture.Name)}' has the shape {string.Join(" x ", shape)}, {channels} channels; pictures have 3, or 1 in gray");
    }

    private static void Translate(OnnxScope scope, OnnxNode node)
    {
        OnnxContext context = new(scope, node);
        try
        {
            OnnxOperators.Import(context);
        }
        catch (Exception exception) when (exception is ArgumentException or ArithmeticException or IndexOutOfRangeException)
        {
            // Sizes, attributes and constants that do not fit each other: the builder's checks, without the node's name.
            throw node.Refuse($"does not fit its inputs: {OneLine.Of(exception.Message.ReplaceLineEndings(" "))}");
        }
    }

    /// <summary>An output in the file's order of dimensions.</summary>
    private static int Output(OnnxScope scope, string name, OnnxOptions options)
    {
        OnnxActivation value = scope.Activation(name) ?? throw new UnsupportedModelException(
            scope.Constant(name) is null
                ? $"the output {OneLine.Of(name)} has no operator that computes it"
                : $"the output {OneLine.Of(name)} is a constant; leave it out");
        ImmutableArray<int> order = options.ChannelsLast && value.Rank == 4 ? value.Permutation : OnnxActivation.Natural(value.Rank);
        return scope.Builder.ProducerOf(value.Tensor) is null
            ? throw new UnsupportedModelException($"the output {OneLine.Of(name)} is the input itself; leave it out")
            : scope.Arrange(value, order).Tensor;
    }
}
