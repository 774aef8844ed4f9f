// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>A trained int8 classifier, run in float on batches.</summary>
internal sealed class TeacherModel : ITeacher
{
    private readonly GraphModule _module;
    private readonly int _features;
    private readonly Tensor _weights;
    private readonly Tensor _bias;
    private readonly int _size;
    private readonly float _scale;
    private readonly float _offset;

    private TeacherModel(FloatGraph graph, FloatFullyConnected last, TfLiteQuantization input)
    {
        _module = new GraphModule(graph);
        _features = last.Input;
        _weights = tensor(last.Weights.ToArray(), [last.Bias.Length, last.Weights.Length / last.Bias.Length]);
        _bias = tensor(last.Bias.ToArray());
        _size = graph.Tensors[graph.Input].Height;
        Width = graph.Tensors[_features].Count;
        // As on the device, int8 = pixel - 128.
        _scale = input.Scales[0] * byte.MaxValue;
        _offset = (sbyte.MinValue - input.ZeroPoints[0]) * input.Scales[0];
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <param name="path">The .tflite.</param>
    /// <param name="size">Height and width to run it at; null for the model's own.</param>
    /// <exception cref="InvalidDataException">The file is no classifier of the kind that can teach.</exception>
    public static TeacherModel Load(string path, int? size)
    {
        try
        {
            TfLiteModel model = TfLiteReader.ReadFile(path);
            FloatGraph graph = DequantizedGraph.From(model, size);
            TfLiteQuantization? input = model.Main.Tensors[model.Main.Inputs[0]].Quantization;
            return graph.Operators[^1] is FloatFullyConnected last && input is not null
                ? new TeacherModel(graph, last, input)
                : throw new InvalidDataException($"{path}: a teacher is an int8 model that ends in FULLY_CONNECTED");
        }
        catch (Exception exception) when (exception is ModelFormatException or NotSupportedException)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public float[][] Features(IReadOnlyList<PictureFile> pictures)
    {
        byte[][] pixels = [.. pictures.AsParallel().AsOrdered().Select(picture => PictureDecoder.Decode(picture.Name, picture.Encoded, _size, _size).Rgb)];
        using DisposeScope scope = NewDisposeScope();
        return [.. Answer(PictureBatch.ToTensor(pixels, _size)).Features.cpu().data<float>().Chunk(Width)];
    }

    /// <inheritdoc/>
    public TeacherAnswer Answer(Tensor views)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor sized = views.shape[2] == _size ? views : nn.functional.interpolate(views, [_size, _size], mode: InterpolationMode.Bilinear, align_corners: false);
        Tensor features = _module.Run((sized * _scale) + _offset, _features).reshape(views.shape[0], Width);
        Tensor logits = nn.functional.linear(features, _weights, _bias);
        return new TeacherAnswer(features.MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope());
    }
}
