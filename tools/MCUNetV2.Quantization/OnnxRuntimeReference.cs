using MCUNetV2.Cli.Errors;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using Microsoft.ML.OnnxRuntime;

namespace MCUNetV2.Quantization;

/// <summary>The original network in ONNX Runtime, with every tensor that the imported graph shares with it.</summary>
internal sealed class OnnxRuntimeReference : IFloatReference, IDisposable
{
    private readonly OnnxNetwork _network;
    private readonly InferenceSession _session;
    private readonly string[] _outputs;
    private readonly RunOptions _options = new();
    private readonly FloatExecutor _executor;
    private readonly float[][] _tensors;

    /// <param name="file">The .onnx file.</param>
    /// <param name="model">The same, read.</param>
    /// <param name="network">The same, imported.</param>
    /// <exception cref="CliException">ONNX Runtime refuses the file.</exception>
    public OnnxRuntimeReference(byte[] file, OnnxModel model, OnnxNetwork network)
    {
        _network = network;
        _executor = new FloatExecutor(network.Graph);
        _tensors = [.. network.Graph.Tensors.Select(tensor => new float[tensor.Count])];
        _outputs =
        [
            .. network.Graph.Operators.Where(step => step.Output != network.InputTensor).Select(step => network.Values[step.Output]).OfType<string>(),
        ];
        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        _session = Guard(() => new InferenceSession(OnnxOutputs.Expose(file, _outputs.Except(model.Outputs)), options));
    }

    public ReadOnlySpan<float> this[int tensor] => _tensors[tensor];

    public ReadOnlySpan<float> Run(ReadOnlySpan<float> input)
    {
        FloatGraph graph = _network.Graph;
        input.CopyTo(_tensors[graph.Input]);
        if (_network.InputTensor != graph.Input)
        {
            RunAlone(0);
        }

        Dictionary<string, float[]> values = RunSession();
        for (int index = 0; index < graph.Operators.Length; index++)
        {
            int output = graph.Operators[index].Output;
            if (output == _network.InputTensor)
            {
                continue;
            }

            if (_network.Values[output] is { } value)
            {
                ToChannelsLast(values[value], graph.Tensors[output], _tensors[output]);
            }
            else
            {
                RunAlone(index);
            }
        }

        return _tensors[graph.Output];
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    /// <summary>An operator that the importer added, a normalisation or a padding: the file has no such tensor.</summary>
    private void RunAlone(int index)
    {
        FloatOperator step = _network.Graph.Operators[index];
        _executor.RunAlone(index, [.. step.Inputs.Select(tensor => _tensors[tensor])]).CopyTo(_tensors[step.Output]);
    }

    private Dictionary<string, float[]> RunSession()
    {
        FloatTensor shape = _network.Graph.Tensors[_network.InputTensor];
        float[] picture = ToChannelsFirst(_tensors[_network.InputTensor], shape);
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(picture, [1, shape.Channels, shape.Height, shape.Width]);
        using IDisposableReadOnlyCollection<OrtValue> results = Guard(() => _session.Run(_options, [_network.Input], [value], _outputs));
        return _outputs.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    private static T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (OnnxRuntimeException exception)
        {
            throw new CliException(ExitCode.UnsupportedModel, $"ONNX Runtime refuses the network: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static float[] ToChannelsFirst(float[] values, FloatTensor shape)
    {
        int pixels = shape.Height * shape.Width;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % pixels * shape.Channels) + (i / pixels)])];
    }

    private static void ToChannelsLast(float[] values, FloatTensor shape, float[] target)
    {
        int pixels = shape.Height * shape.Width;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = values[(i % shape.Channels * pixels) + (i / shape.Channels)];
        }
    }
}
