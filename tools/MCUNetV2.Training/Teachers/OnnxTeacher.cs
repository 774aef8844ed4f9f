// SPDX-License-Identifier: MIT
using MCUNetV2.Pictures;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>
/// A float network of one picture, N x 3 x S x S in, run by ONNX Runtime. Its first output is taken for features: those of a feature extractor, or
/// a classifier's answers.
/// </summary>
internal sealed class OnnxTeacher : ITeacher, IDisposable
{
    private const int Channels = 3;

    private readonly InferenceSession _session;
    private readonly TeacherPixels _pixels;
    private readonly string _input;
    private readonly int _size;

    /// <param name="path">The .onnx file.</param>
    /// <param name="size">Height and width to run it at, where it leaves them open; null for its own.</param>
    /// <param name="pixels">What it takes for a pixel.</param>
    /// <exception cref="InvalidDataException">The file is no such network.</exception>
    public OnnxTeacher(string path, int? size, TeacherPixels pixels)
    {
        _pixels = pixels;
        // Pictures run beside each other, each on one thread.
        using SessionOptions options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        try
        {
            _session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }

        (_input, NodeMetadata input) = _session.InputMetadata.First();
        _size = input.Dimensions is [_, Channels, int height, int width] && height == width
            ? SizeOf(path, height, size)
            : throw new InvalidDataException($"{path}: a teacher takes N x 3 x S x S pixels, this one {string.Join(" x ", input.Dimensions)}");
        Width = Run(new float[Channels * _size * _size]).Length;
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public float[][] Features(IReadOnlyList<PictureFile> pictures) =>
        [.. pictures.AsParallel().AsOrdered().Select(picture => Run(ToInput(PictureDecoder.Decode(picture.Name, picture.Encoded, _size, _size).Rgb)))];

    /// <inheritdoc/>
    public TeacherAnswer Answer(Tensor views)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor sized = views.shape[2] == _size ? views : nn.functional.interpolate(views, [_size, _size], mode: InterpolationMode.Bilinear, align_corners: false);
        float[] values = sized.permute(0, 2, 3, 1).contiguous().cpu().data<float>().ToArray();
        int length = Channels * _size * _size;
        float[][] rows = [.. Enumerable.Range(0, values.Length / length).AsParallel().AsOrdered().Select(i => Run(Arrange(values.AsSpan(i * length, length))))];
        Tensor features = tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, Width]);
        return new TeacherAnswer(features.MoveToOuterDisposeScope(), features.alias().MoveToOuterDisposeScope());
    }

    public void Dispose() => _session.Dispose();

    private static int SizeOf(string path, int own, int? wanted)
    {
        if (own > 0 && wanted is { } other && other != own)
        {
            throw new InvalidDataException($"{path}: its input is {own} x {own}, not {other} x {other}");
        }

        return own > 0 ? own : wanted ?? throw new InvalidDataException($"{path}: leaves its input size open; say {path}@SIZE");
    }

    private float[] ToInput(byte[] rgb)
    {
        float[] values = new float[rgb.Length];
        for (int i = 0; i < rgb.Length; i++)
        {
            values[i] = rgb[i] / (float)byte.MaxValue;
        }

        return Arrange(values);
    }

    /// <summary>Pixels side by side, 0 to 1, to planes of what the network takes.</summary>
    private float[] Arrange(ReadOnlySpan<float> rgb)
    {
        int plane = _size * _size;
        float[] input = new float[Channels * plane];
        for (int channel = 0; channel < Channels; channel++)
        {
            (float scale, float offset) = _pixels.Of(channel);
            int target = (_pixels.IsBlueFirst ? Channels - 1 - channel : channel) * plane;
            for (int i = 0; i < plane; i++)
            {
                input[target + i] = (rgb[(i * Channels) + channel] * scale) + offset;
            }
        }

        return input;
    }

    private float[] Run(float[] input)
    {
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, [1, Channels, _size, _size]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, [_input], [value], [_session.OutputNames[0]]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
