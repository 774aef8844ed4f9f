using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Writing;

namespace MCUNetV2.Quantization;

/// <summary><c>quantize MODEL --calibrate DIR -o OUT</c>: a float .onnx or .tflite to an int8 .tflite, with what each layer lost.</summary>
internal sealed class QuantizeCommand : Command
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A float .onnx or .tflite, or an .onnx with QuantizeLinear and DequantizeLinear" };
    private readonly Option<string> _calibrate = new("--calibrate") { Description = "Folder of pictures like those that the device will see", HelpName = "DIR", Required = true };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The .tflite to write", HelpName = "FILE", Required = true };
    private readonly Option<string?> _mean = new("--mean") { Description = "What training subtracted from pixels of 0 to 1, one number a channel, comma separated", HelpName = "M,M,M" };
    private readonly Option<string?> _deviation = new("--std") { Description = "What training then divided by", HelpName = "S,S,S" };
    private readonly Option<RangeMethod> _ranges = new("--ranges") { Description = "How activation ranges are chosen", DefaultValueFactory = _ => RangeMethod.Mse };
    private readonly Option<int> _pictures = new("--pictures") { Description = "Calibration pictures at most", HelpName = "N", DefaultValueFactory = _ => 256 };
    private readonly Option<string[]> _outputs = new("--outputs") { Description = "Values to end the network at instead of its outputs", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _size = new("--size") { Description = "The picture's size, where the file leaves it open", HelpName = "HEIGHTxWIDTH" };
    private readonly Option<bool> _channelsLast = new("--channels-last") { Description = "Leave images that are outputs of an .onnx channels last" };
    private readonly Option<bool> _json = CommonOptions.Json();

    public QuantizeCommand()
        : base("quantize", "Turn a float .onnx or .tflite into an int8 .tflite")
    {
        Arguments.Add(_model);
        foreach (Option option in new Option[] { _calibrate, _output, _mean, _deviation, _ranges, _pictures, _outputs, _size, _channelsLast, _json })
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
        OnnxOptions options = new()
        {
            Normalization = Normalization(arguments), Outputs = [.. arguments.GetValue(_outputs) ?? []], Size = Size(arguments.GetValue(_size)),
            ChannelsLast = arguments.GetValue(_channelsLast),
        };
        using FloatNetwork network = FloatNetwork.Read(path, options);
        FloatGraph graph = network.Graph;
        FloatTensor input = graph.Tensors[graph.Input];
        IReadOnlyList<float[]> pictures = CalibrationFolder.Read(
            arguments.GetRequiredValue(_calibrate), input.Height, input.Width, input.Channels, arguments.GetValue(_pictures), arguments.InvocationConfiguration.Error);
        ReferenceCheck.Require(graph, network.Reference, pictures);
        QuantizedModel quantized = Quantizer.Quantize(graph, network.Reference, pictures, new QuantizationOptions { Ranges = arguments.GetValue(_ranges) });
        byte[] bytes = TfLiteWriter.Write(quantized.Model);
        string target = arguments.GetRequiredValue(_output);
        OutputFile.Write(target, bytes);
        Report(arguments, new QuantizeReport(target, bytes.Length, graph.Macs, graph.Parameters, pictures.Count, [.. quantized.Layers], [.. quantized.Warnings]));
        return (int)ExitCode.Ok;
    }

    private void Report(ParseResult arguments, QuantizeReport report)
    {
        foreach (string warning in report.Warnings)
        {
            arguments.InvocationConfiguration.Error.WriteLine($"mcunet: warning: {warning}");
        }

        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
            return;
        }

        LayerErrorTable.Write(output, report.Layers);
        output.WriteLine($"{report.Output}: {report.Bytes} bytes, {report.Macs} MACs, {report.Pictures} calibration pictures");
    }

    private static (int Height, int Width)? Size(string? text)
    {
        return text is null ? null
            : text.Split('x') is [var first, var second] && int.TryParse(first, out int height) && int.TryParse(second, out int width) && height is > 0 and <= 8192 && width is > 0 and <= 8192
                ? (height, width)
                : throw new CliException(ExitCode.Usage, $"quantize: --size {text}; HEIGHTxWIDTH, such as 96x128, is possible");
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
