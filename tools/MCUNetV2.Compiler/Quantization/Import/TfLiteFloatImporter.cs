// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Passes;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Import;

/// <summary>Turns a float .tflite, or a hybrid one that keeps weights in 8 or 16 bits, into a float graph.</summary>
public static class TfLiteFloatImporter
{
    /// <param name="model">A model that takes one picture in float32, height x width x channels.</param>
    /// <param name="normalize">Adds what becomes of a picture of 0 to 1 before the model takes it; returns the tensor that takes the input's place.</param>
    /// <param name="outputs">Names of tensors to take as outputs; empty for the model's own.</param>
    /// <exception cref="UnsupportedModelException">The model has an operator, or a use of one, that the quantiser does not know.</exception>
    public static FloatGraph Import(TfLiteModel model, Func<FloatGraphBuilder, int, int> normalize, ImmutableArray<string> outputs)
    {
        TfLiteSubgraph source = model.Main;
        FloatGraphBuilder builder = new(source.Name.Length > 0 ? source.Name : "network");
        (TfLiteTensor picture, bool channelsFirst) = Input(source);
        ImmutableArray<int> shape = channelsFirst ? [1, picture.Shape[2], picture.Shape[3], picture.Shape[1]] : picture.Shape;
        int input = builder.Add(new FloatTensor(picture.Name, shape));
        int normalized = normalize(builder, input);
        // Pictures are channels last on the device, whatever the model declares.
        Dictionary<int, int> tensors = new()
        {
            [source.Inputs[0]] = channelsFirst
                ? builder.Add(new FloatTensor($"{picture.Name}/transpose", picture.Shape), number => new FloatTranspose([normalized], number, [0, 3, 1, 2]))
                : normalized,
        };
        for (int index = 0; index < source.Operators.Length; index++)
        {
            TfLiteFloatContext context = new(source, index, builder, tensors);
            try
            {
                TfLiteFloatOperators.Import(context);
            }
            catch (Exception exception) when (exception is ArgumentException or ArithmeticException or IndexOutOfRangeException)
            {
                throw context.Refuse($"does not fit its inputs: {exception.Message.ReplaceLineEndings(" ")}");
            }
        }

        int[] wanted = [.. outputs.IsEmpty ? source.Outputs : outputs.Select(name => Named(source, name))];
        return wanted.Length == 0
            ? throw new UnsupportedModelException("the model has no output")
            : GraphPasses.Run(builder.Build(input, [.. wanted.Select(output => Output(source, builder, tensors, output))]));
    }

    private static (TfLiteTensor Picture, bool ChannelsFirst) Input(TfLiteSubgraph source)
    {
        if (source.Inputs.Length != 1)
        {
            throw new UnsupportedModelException($"the model has {source.Inputs.Length} inputs; one picture is possible");
        }

        TfLiteTensor input = source.Tensors[source.Inputs[0]];
        Shapes.Check(input);
        if (input.Type != TfLiteType.FLOAT32)
        {
            throw new UnsupportedModelException(
                input.Type is TfLiteType.INT8 or TfLiteType.UINT8
                    ? "the model is quantised already: compile, plan and run take it as it is"
                    : $"the model's input '{input.Name}' is {input.Type}; FLOAT32 is possible");
        }

        bool last = input.Shape is [1, _, _, 1 or 3];
        return (last || input.Shape is [1, 1 or 3, _, _]) && !input.ShapeSignature.Skip(1).Contains(-1)
            ? (input, !last)
            : throw new UnsupportedModelException(
                $"the model's input '{input.Name}' has the shape {Shapes.Describe(input.Shape)}; one picture of fixed size with 1 or 3 channels is possible");
    }

    private static int Named(TfLiteSubgraph source, string name) =>
        source.Tensors.Select((tensor, index) => (tensor, index)).Where(pair => pair.tensor.Name == name).Select(pair => (int?)pair.index).FirstOrDefault()
            ?? throw new UnsupportedModelException($"there is no tensor {OneLine.Of(name)} to take as an output");

    private static int Output(TfLiteSubgraph source, FloatGraphBuilder builder, Dictionary<int, int> tensors, int output) =>
        tensors.TryGetValue(output, out int tensor) && builder.ProducerOf(tensor) is not null
            ? tensor
            : throw new UnsupportedModelException($"the output '{source.Tensors[output].Name}' is not computed by any operator");
}
