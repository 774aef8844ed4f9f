using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Writing;

namespace MCUNetV2.Quantization;

/// <summary><c>quantize MODEL.onnx --calibrate DIR -o OUT</c>: float ONNX to int8 .tflite, with what each layer lost.</summary>
internal sealed class QuantizeCommand : Command
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A float .onnx classifier" };
    private readonly Option<string> _calibrate = new("--calibrate") { Description = "Folder of pictures like those that the device will see", HelpName = "DIR", Required = true };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The .tflite to write", HelpName = "FILE", Required = true };
    private readonly Option<string?> _mean = new("--mean") { Description = "What training subtracted from pixels of 0 to 1, one number a channel, comma separated", HelpName = "M,M,M" };
    private readonly Option<string?> _deviation = new("--std") { Description = "What training then divided by", HelpName = "S,S,S" };
    private readonly Option<RangeMethod> _ranges = new("--ranges") { Description = "How activation ranges are chosen", DefaultValueFactory = _ => RangeMethod.Mse };
    private readonly Option<int> _pictures = new("--pictures") { Description = "Calibration pictures at most", HelpName = "N", DefaultValueFactory = _ => 256 };
    private readonly Option<bool> _json = CommonOptions.Json();

    public QuantizeCommand()
        : base("quantize", "Turn a float ONNX network into an int8 .tflite")
    {
        Arguments.Add(_model);
        foreach (Option option in new Option[] { _calibrate, _output, _mean, _deviation, _ranges, _pictures, _json })
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(_model);
        try
        {
            return Quantize(path, arguments);
        }
        catch (ModelFormatException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: {exception.Message}");
        }
        catch (UnsupportedModelException exception)
        {
            throw new CliException(ExitCode.UnsupportedModel, $"{path}: {exception.Message}");
        }
    }

    private int Quantize(string path, ParseResult arguments)
    {
        byte[] file = File.ReadAllBytes(path);
        OnnxModel model = OnnxReader.Read(file);
        OnnxNetwork network = OnnxImporter.Import(model, Normalization(arguments));
        FloatGraph graph = network.Graph;
        FloatTensor input = graph.Tensors[graph.Input];
        IReadOnlyList<float[]> pictures = CalibrationFolder.Read(
            arguments.GetRequiredValue(_calibrate), input.Height, input.Width, arguments.GetValue(_pictures), arguments.InvocationConfiguration.Error);
        using OnnxRuntimeReference original = new(file, model, network);
        ReferenceCheck.Require(graph, original, pictures);
        QuantizedModel quantized = Quantizer.Quantize(graph, original, pictures, new QuantizationOptions { Ranges = arguments.GetValue(_ranges) });
        byte[] bytes = TfLiteWriter.Write(quantized.Model);
        string target = arguments.GetRequiredValue(_output);
        OutputFile.Write(target, bytes);
        Report(arguments, new QuantizeReport(target, bytes.Length, graph.Macs, graph.Parameters, pictures.Count, [.. quantized.Layers]));
        return (int)ExitCode.Ok;
    }

    private void Report(ParseResult arguments, QuantizeReport report)
    {
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
            return;
        }

        LayerErrorTable.Write(output, report.Layers);
        output.WriteLine($"{report.Output}: {report.Bytes} bytes, {report.Macs} MACs, {report.Pictures} calibration pictures");
    }

    private PixelNormalization Normalization(ParseResult arguments)
    {
        ImmutableArray<float> mean = Numbers("--mean", arguments.GetValue(_mean));
        ImmutableArray<float> deviation = Numbers("--std", arguments.GetValue(_deviation));
        return mean.Length == deviation.Length && deviation.All(value => value > 0)
            ? new PixelNormalization(mean, deviation)
            : throw new CliException(ExitCode.Usage, "quantize: --mean and --std go together, one number a channel each, and --std is positive");
    }

    private static ImmutableArray<float> Numbers(string option, string? text)
    {
        return
        [
            .. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part =>
                float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
                    ? value
                    : throw new CliException(ExitCode.Usage, $"quantize: {option} {text}: {part} is no number")),
        ];
    }
}
