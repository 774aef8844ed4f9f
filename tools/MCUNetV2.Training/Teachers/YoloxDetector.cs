// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MCUNetV2.Training.Teachers;

/// <summary>
/// A detector of the YOLOX family (Ge et al. 2021) as its own exporter writes it: 1 x 3 x S x S pixels in, blue first, 0 to 255; one row of
/// 5 + classes values for each cell of the grids of strides 8, 16 and 32 out: centre and logarithm of the size in strides, objectness, class scores.
/// </summary>
internal sealed class YoloxDetector : IDisposable
{
    private const int BoxValues = 5;
    private const float LeastScore = 0.02f;
    private const float SameObject = 0.6f;
    private const int MostBoxes = 32;
    private static readonly int[] Strides = [8, 16, 32];

    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly int _size;
    private readonly IReadOnlyList<(string? Name, int Number)> _classes;

    /// <param name="path">The .onnx file.</param>
    /// <param name="classes">Which of its classes are looked for: their numbers from 0, and what boxes of them are called.</param>
    /// <param name="threads">That one picture may take.</param>
    /// <exception cref="InvalidDataException">The file is no such detector.</exception>
    public YoloxDetector(string path, IReadOnlyList<(string? Name, int Number)> classes, int threads)
    {
        using SessionOptions options = new() { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            _session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }

        (_input, NodeMetadata input) = _session.InputMetadata.First();
        int[] output = _session.OutputMetadata.First().Value.Dimensions;
        _size = input.Dimensions is [_, 3, int height, int width] && height == width ? height : 0;
        int cells = Strides.Sum(stride => _size / stride * (_size / stride));
        if (_size == 0 || output is not [_, _, > BoxValues] || output[1] != cells)
        {
            throw new InvalidDataException(
                $"{path}: not a YOLOX detector, whose input is 1 x 3 x S x S and whose output has a row for each cell of strides 8, 16 and 32 ({string.Join(" x ", output)} here)");
        }

        int known = output[2] - BoxValues;
        _classes = classes.All(item => item.Number < known)
            ? classes
            : throw new InvalidDataException($"{path}: has {known} classes; there is no number {classes.Max(item => item.Number)}");
    }

    /// <summary>Height and width of its input, in pixels.</summary>
    public int InputSize => _size;

    /// <param name="pixels">The whole picture, RGB, InputSize x InputSize x 3.</param>
    /// <returns>Boxes of the classes, the surest first; several boxes of one object are made one.</returns>
    public IReadOnlyList<DetectedBox> Detect(byte[] pixels)
    {
        DenseTensor<float> input = new([1, 3, _size, _size]);
        Span<float> values = input.Buffer.Span;
        int plane = _size * _size;
        for (int i = 0; i < plane; i++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                values[(channel * plane) + i] = pixels[(i * 3) + 2 - channel];
            }
        }

        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run([NamedOnnxValue.CreateFromTensor(_input, input)]);
        DenseTensor<float> output = outputs[0].AsTensor<float>().ToDenseTensor();
        return OnePerObject(Read(output.Buffer.Span, output.Dimensions[2]));
    }

    public void Dispose() => _session.Dispose();

    private List<DetectedBox> Read(ReadOnlySpan<float> rows, int width)
    {
        List<DetectedBox> boxes = [];
        int row = 0;
        foreach (int stride in Strides)
        {
            int side = _size / stride;
            for (int cell = 0; cell < side * side; cell++, row++)
            {
                ReadOnlySpan<float> values = rows.Slice(row * width, width);
                (string? name, float score) = Best(values);
                if (score < LeastScore)
                {
                    continue;
                }

                float scale = stride / (float)_size;
                float x = (values[0] + (cell % side)) * scale;
                float y = (values[1] + (cell / side)) * scale;
                float halfWidth = MathF.Exp(values[2]) * scale / 2;
                float halfHeight = MathF.Exp(values[3]) * scale / 2;
                boxes.Add(new DetectedBox(Inside(x - halfWidth), Inside(y - halfHeight), Inside(x + halfWidth), Inside(y + halfHeight), score, name));
            }
        }

        return boxes;

        static float Inside(float value) => Math.Clamp(value, 0, 1);
    }

    /// <summary>The likeliest of the classes that are looked for.</summary>
    private (string? Name, float Score) Best(ReadOnlySpan<float> values)
    {
        (string? name, float best) = (null, 0);
        foreach ((string? candidate, int number) in _classes)
        {
            float score = values[4] * values[BoxValues + number];
            (name, best) = score > best ? (candidate, score) : (name, best);
        }

        return (name, best);
    }

    private static List<DetectedBox> OnePerObject(List<DetectedBox> boxes)
    {
        List<DetectedBox> kept = [];
        foreach (DetectedBox box in boxes.OrderByDescending(box => box.Score))
        {
            if (kept.Count < MostBoxes && !kept.Exists(better => better.Class == box.Class && better.Overlap(box) > SameObject))
            {
                kept.Add(box);
            }
        }

        return kept;
    }
}
