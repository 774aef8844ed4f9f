using System.CommandLine;
using System.Text.Json;
using MCUNetV2.Cli;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Tests;
using MCUNetV2.Cli.Verbs.Quantization;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Tools.Tests.Onnx;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace MCUNetV2.Quantization.Tests;

public sealed class QuantizeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mcunet-quantize-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_onnx_network_becomes_a_model_that_other_verbs_read()
    {
        string model = WriteModel();
        string output = Path.Combine(_folder.FullName, "model.tflite");
        WritePictures();

        ToolResult result = Run(
            "quantize", model, "--calibrate", _folder.FullName, "-o", output, "--mean", "0.5,0.5,0.5", "--std", "0.25,0.25,0.25", "--json");

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement report = JsonDocument.Parse(result.Output).RootElement;
        report.GetProperty("pictures").GetInt32().ShouldBe(4);
        report.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("kind").GetString())
            .ShouldBe(["DEPTHWISE_CONV_2D", "CONV_2D", "MEAN", "FULLY_CONNECTED", "SOFTMAX"]);
        TfLiteReader.ReadFile(output).Main.Operators.Length.ShouldBe(5);
    }

    [Fact]
    public void A_file_that_is_no_onnx_is_refused()
    {
        string model = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllText(model, "hello");

        ToolResult result = Run("quantize", model, "--calibrate", _folder.FullName, "-o", model + ".tflite");

        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("not an ONNX model");
        File.Exists(model + ".tflite").ShouldBeFalse();
    }

    [Fact]
    public void A_folder_without_pictures_is_refused()
    {
        ToolResult result = Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "-o", "unused.tflite");

        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("no calibration picture");
    }

    [Fact]
    public void Mean_without_deviation_is_a_usage_error()
    {
        Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "-o", "unused.tflite", "--mean", "0.5,0.5,0.5").Code.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public void A_network_that_onnx_runtime_refuses_is_refused_in_one_line()
    {
        WritePictures();
        // The importer takes what it needs; ONNX Runtime knows that a convolution has no such attribute.
        string model = WriteModel(OnnxBytes.Integer("colour", 2));

        ToolResult result = Run("quantize", model, "--calibrate", _folder.FullName, "-o", model + ".tflite");

        result.Code.ShouldBe(ExitCode.UnsupportedModel);
        result.ErrorLine.ShouldContain("ONNX Runtime refuses the network: ");
        File.Exists(model + ".tflite").ShouldBeFalse();
    }

    private static ToolResult Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ExitCode code = CommandLineTool.Run(new RootCommand { new QuantizeCommand() }, arguments, output, error);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    private string WriteModel(params byte[][] attributes)
    {
        Random random = new(1);
        float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        string path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, OnnxBytes.Model(
            OnnxBytes.Input("x", 1, 3, 16, 16),
            OnnxBytes.Node("Conv", ["x", "w", "b"], "c", [OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integers("pads", 0, 0, 1, 1), .. attributes]),
            OnnxBytes.Node("Relu", ["c"], "r"),
            OnnxBytes.Node("GlobalAveragePool", ["r"], "g"),
            OnnxBytes.Node("Flatten", ["g"], "f"),
            OnnxBytes.Node("Gemm", ["f", "v", "d"], "l", OnnxBytes.Integer("transB", 1)),
            OnnxBytes.Node("Softmax", ["l"], "y"),
            OnnxBytes.Constant("w", [8, 3, 3, 3], Weights(216)),
            OnnxBytes.Constant("b", [8], Weights(8)),
            OnnxBytes.Constant("v", [2, 8], Weights(16)),
            OnnxBytes.Constant("d", [2], Weights(2)),
            OnnxBytes.Output("y")));
        return path;
    }

    private void WritePictures()
    {
        for (int i = 0; i < 4; i++)
        {
            using SKBitmap bitmap = new(20, 20);
            bitmap.Erase(new SKColor((byte)(60 * i), 128, (byte)(255 - (60 * i))));
            using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(_folder.FullName, $"{i}.png"), data.ToArray());
        }
    }
}
