// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Verbs.Quantization;
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
internal sealed class QuantizeCommand : QuantizeVerb
{
    public QuantizeCommand() => SetAction(Run);

    private int Run(ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(Model);
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
            Normalization = new PixelNormalization([.. arguments.GetValue(Mean) ?? []], [.. arguments.GetValue(Deviation) ?? []]),
            Outputs = [.. arguments.GetValue(Outputs) ?? []], Size = arguments.GetValue(PictureSize), ChannelsLast = arguments.GetValue(ChannelsLast),
        };
        using FloatNetwork network = FloatNetwork.Read(path, options);
        FloatGraph graph = network.Graph;
        FloatTensor input = graph.Tensors[graph.Input];
        TextWriter error = arguments.InvocationConfiguration.Error;
        // Made before anything takes long: a folder that is not there is named at once.
        SampleSource? others = arguments.GetValue(CheckPictures) is { } folder
            ? new SampleSource(folder, input, isForCalibration: false, arguments.GetValue(Classes)?.Split(','), Int8Check.ClassesOf(graph))
            : null;
        IReadOnlyList<float[]> pictures =
        [
            .. new SampleSource(arguments.GetRequiredValue(Calibration), input, isForCalibration: true, classes: null, outputs: 0)
                .Read(arguments.GetValue(Pictures), error).Select(sample => sample.Values),
        ];
        ReferenceCheck.Require(graph, network.Reference, pictures);
        QuantizedModel quantized = Quantizer.Quantize(graph, network.Reference, pictures, new QuantizationOptions { Ranges = arguments.GetValue(Ranges), Equalize = true });
        CheckReport? check = others is null ? null : Int8Check.Of(quantized, network, others.Read(int.MaxValue, error));
        byte[] bytes = TfLiteWriter.Write(quantized.Model);
        string target = arguments.GetRequiredValue(Output);
        OutputFile.Write(target, bytes);
        Report(arguments, new QuantizeReport(target, bytes.Length, graph.Macs, graph.Parameters, pictures.Count, [.. quantized.Layers], [.. quantized.Warnings], check));
        return (int)ExitCode.Ok;
    }

    private void Report(ParseResult arguments, QuantizeReport report)
    {
        foreach (string warning in report.Warnings)
        {
            arguments.InvocationConfiguration.Error.WriteLine($"mcunet: warning: {warning}");
        }

        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(Json))
        {
            JsonReport.Write(output, report);
            return;
        }

        LayerErrorTable.Write(output, report.Layers);
        if (report.Check is { } check)
        {
            check.Write(output);
        }

        output.WriteLine($"{report.Output}: {report.Bytes} bytes, {report.Macs} MACs, {report.Pictures} calibration pictures");
    }
}
