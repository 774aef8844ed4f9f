using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Pictures;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>The features in front of the last layer of a trained int8 classifier.</summary>
internal sealed class TeacherModel
{
    private readonly GraphModule _module;
    private readonly int _features;
    private readonly int _size;
    private readonly float _scale;
    private readonly float _offset;

    private TeacherModel(FloatGraph graph, FloatFullyConnected last, TfLiteQuantization input)
    {
        _module = new GraphModule(graph);
        _features = last.Input;
        _size = graph.Tensors[graph.Input].Height;
        Width = graph.Tensors[_features].Count;
        // As on the device, int8 = pixel - 128.
        _scale = input.Scales[0];
        _offset = (sbyte.MinValue - input.ZeroPoints[0]) * _scale;
    }

    /// <summary>Features of a picture.</summary>
    public int Width { get; }

    /// <param name="specification">Path of the .tflite, with "@" and an input size in pixels where it is not the model's own.</param>
    /// <exception cref="InvalidDataException">The file is no classifier of the kind that can teach.</exception>
    public static TeacherModel Load(string specification)
    {
        string[] parts = specification.Split('@');
        int? size = parts.Length == 1 ? null : int.TryParse(parts[1], out int value) && value > 0
            ? value
            : throw new InvalidDataException($"{specification}: after @ comes an input size in pixels");
        try
        {
            TfLiteModel model = TfLiteReader.ReadFile(parts[0]);
            FloatGraph graph = DequantizedGraph.From(model, size);
            TfLiteQuantization? input = model.Main.Tensors[model.Main.Inputs[0]].Quantization;
            return graph.Operators[^1] is FloatFullyConnected last && input is not null
                ? new TeacherModel(graph, last, input)
                : throw new InvalidDataException($"{parts[0]}: a teacher is an int8 model that ends in FULLY_CONNECTED");
        }
        catch (Exception exception) when (exception is ModelFormatException or NotSupportedException)
        {
            throw new InvalidDataException($"{parts[0]}: {exception.Message}", exception);
        }
    }

    /// <returns>One row a picture.</returns>
    public float[][] Features(IReadOnlyList<PictureFile> pictures)
    {
        float[] values = new float[pictures.Count * _size * _size * 3];
        Parallel.For(0, pictures.Count, index =>
        {
            byte[] pixels = PictureDecoder.Decode(pictures[index].Name, pictures[index].Encoded, _size, _size);
            Span<float> row = values.AsSpan(index * pixels.Length, pixels.Length);
            for (int i = 0; i < pixels.Length; i++)
            {
                row[i] = (pixels[i] * _scale) + _offset;
            }
        });
        using DisposeScope scope = NewDisposeScope();
        Tensor input = tensor(values, [pictures.Count, _size, _size, 3]).permute(0, 3, 1, 2);
        return [.. _module.Run(input, _features).reshape(pictures.Count, Width).data<float>().Chunk(Width)];
    }
}
