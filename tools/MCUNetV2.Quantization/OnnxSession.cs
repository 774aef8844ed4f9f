// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Compiler.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MCUNetV2.Quantization;

/// <summary>An ONNX file in ONNX Runtime, with some of its inner values given out.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ImmutableArray<string> _values;
    private readonly string _input;
    private readonly ImmutableArray<int> _shape;
    private readonly RunOptions _options = new();

    /// <param name="file">The .onnx file.</param>
    /// <param name="folder">Where files lie in which it keeps constants.</param>
    /// <param name="model">The same file, read.</param>
    /// <param name="input">Its input and that one's sizes.</param>
    /// <param name="values">Names of the values wanted.</param>
    /// <exception cref="CliException">ONNX Runtime refuses the file.</exception>
    public OnnxSession(byte[] file, string folder, OnnxModel model, (string Name, ImmutableArray<int> Shape) input, ImmutableArray<string> values)
    {
        (_input, _shape) = input;
        _values = values;
        // The file as it is written: what is compared is its own arithmetic, not an optimiser's.
        using SessionOptions options = new()
        {
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
        };
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", folder);
        _session = Guard(() => new InferenceSession(OnnxOutputs.Expose(file, values.Except(model.Outputs)), options));
    }

    /// <param name="picture">The input, in the file's order.</param>
    /// <returns>The values wanted, in the file's order. One that holds no numbers is empty.</returns>
    public Dictionary<string, OnnxTensor> Run(float[] picture)
    {
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(picture, [.. _shape.Select(size => (long)size)]);
        using IDisposableReadOnlyCollection<OrtValue> results = Guard(() => _session.Run(_options, [_input], [value], _values));
        return _values.Zip(results).ToDictionary(pair => pair.First, pair => Read(pair.Second));
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private static OnnxTensor Read(OrtValue value)
    {
        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        ImmutableArray<int> shape = [.. info.Shape.Select(size => (int)size)];
        OnnxType type = (OnnxType)(int)info.ElementDataType;
        return info.ElementDataType switch
        {
            TensorElementType.Float => new OnnxTensor(shape, [.. value.GetTensorDataAsSpan<float>()], []),
            TensorElementType.Double => new OnnxTensor(shape, [.. value.GetTensorDataAsSpan<double>().ToArray().Select(real => (float)real)], []),
            TensorElementType.Float16 => new OnnxTensor(shape, [.. value.GetTensorDataAsSpan<Float16>().ToArray().Select(half => half.ToFloat())], []),
            TensorElementType.Int64 => Whole(value.GetTensorDataAsSpan<long>().ToArray()),
            TensorElementType.Int32 => Whole(value.GetTensorDataAsSpan<int>().ToArray().Select(whole => (long)whole)),
            TensorElementType.Bool => Whole(value.GetTensorDataAsSpan<bool>().ToArray().Select(truth => truth ? 1L : 0)),
            TensorElementType.UInt8 => Whole(value.GetTensorDataAsSpan<byte>().ToArray().Select(whole => (long)whole)),
            TensorElementType.Int8 => Whole(value.GetTensorDataAsSpan<sbyte>().ToArray().Select(whole => (long)whole)),
            _ => new OnnxTensor([0], [], []) { Type = type },
        };

        OnnxTensor Whole(IEnumerable<long> values) => new(shape, [], [.. values]) { Type = type };
    }

    private static T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (OnnxRuntimeException exception)
        {
            throw new CliException(ExitCode.UnsupportedModel, $"ONNX Runtime refuses the network: {exception.Message.ReplaceLineEndings(" ").Trim()}");
        }
    }
}
