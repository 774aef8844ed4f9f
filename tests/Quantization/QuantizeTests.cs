// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Text.Json;
using MCUNetV2.Cli;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Tests;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Tests;
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
    public void A_file_among_the_pictures_that_is_none_is_named()
    {
        WritePictures();
        File.WriteAllText(Path.Combine(_folder.FullName, "page.png"), "<html>");

        ToolResult result = Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "-o", Path.Combine(_folder.FullName, "m.tflite"));

        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("page.png: not a picture that can be read");
        File.Exists(Path.Combine(_folder.FullName, "m.tflite")).ShouldBeFalse();
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

    [Fact]
    public void One_plain_picture_is_warned_of()
    {
        WritePictures(count: 1);

        ToolResult result = Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "-o", Path.Combine(_folder.FullName, "m.tflite"));

        result.Code.ShouldBe(ExitCode.Ok);
        result.Error.ShouldContain("only 1 calibration picture");
        result.Error.ShouldContain("one plain colour");
    }

    [Fact]
    public void The_int8_network_is_held_against_the_float_one()
    {
        WritePictures();

        ToolResult result = Run(
            "quantize", WriteModel(), "--calibrate", _folder.FullName, "--check", _folder.FullName, "-o", Path.Combine(_folder.FullName, "m.tflite"), "--json");

        JsonElement check = JsonDocument.Parse(result.Output).RootElement.GetProperty("check");
        check.GetProperty("engine").GetBoolean().ShouldBeTrue();
        check.GetProperty("pictures").GetInt32().ShouldBe(4);
        check.GetProperty("outputs")[0].GetProperty("sameTop").GetDouble().ShouldBe(1);
    }

    [Theory]
    [InlineData("--outputs", "nothing", "the output nothing has no operator that computes it")]
    [InlineData("--size", "12", "HEIGHTxWIDTH")]
    [InlineData("--pictures", "0", "1 or more")]
    public void Options_that_do_not_fit_are_named(string option, string value, string message)
    {
        WritePictures();

        ToolResult result = Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "-o", "unused.tflite", option, value);

        result.Code.ShouldBeOneOf(ExitCode.Usage, ExitCode.UnsupportedModel);
        result.ErrorLine.ShouldContain(message);
    }

    [Fact]
    public void Outputs_may_be_inner_values()
    {
        WritePictures();
        string output = Path.Combine(_folder.FullName, "m.tflite");

        Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "-o", output, "--outputs", "l", "g").Code.ShouldBe(ExitCode.Ok);

        TfLiteReader.ReadFile(output).Main.Outputs.Length.ShouldBe(2);
    }

    /// <summary>Small networks of public bug reports: each is read, or refused with the reason.</summary>
    [Theory]
    [InlineData("01_bn_after_add", null)]
    [InlineData("02_conv_relu_bn", null)]
    [InlineData("03_resnet_maxpool", null)]
    [InlineData("04_two_outputs", null)]
    [InlineData("06_gray", null)]
    [InlineData("07_rgba", "4 channels")]
    [InlineData("08_clip_constant_nodes", null)]
    [InlineData("18_auto_pad", null)]
    [InlineData("19_nhwc_transpose", null)]
    [InlineData("20_group4", null)]
    [InlineData("21_dw_multiplier2", null)]
    [InlineData("22_dilation", null)]
    [InlineData("24_shared_before_relu", null)]
    [InlineData("25_conv_add_const", null)]
    [InlineData("30_sigmoid", null)]
    [InlineData("33_concat", null)]
    [InlineData("33_hardswish", null)]
    [InlineData("33_leaky", null)]
    [InlineData("33_silu", null)]
    [InlineData("36_minmax_relu6", null)]
    [InlineData("38_clip01", null)]
    [InlineData("42_identity_weight", null)]
    [InlineData("61_logits_and_probs", null)]
    public void A_network_of_a_report_is_read_as_it_is(string name, string? refusal)
    {
        string model = SharedFiles.Path($"cases/reports/onnx/{name}.onnx");
        string pictures = Path.GetDirectoryName(SharedFiles.Path("cases/reports/calib32/00.png"))!;

        ToolResult result = Run(
            "quantize", model, "--calibrate", pictures, "--check", pictures, "-o", Path.Combine(_folder.FullName, "m.tflite"), "--json");

        if (refusal is not null)
        {
            result.Code.ShouldBe(ExitCode.UnsupportedModel);
            result.ErrorLine.ShouldContain(refusal);
            return;
        }

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement[] outputs = [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("check").GetProperty("outputs").EnumerateArray()];
        outputs.Length.ShouldBe(OnnxReader.ReadFile(model).Outputs.Length);
        outputs.ShouldAllBe(output => output.GetProperty("decibels").GetDouble() > 30);
    }

    [Theory]
    [InlineData("onnx_1")]
    [InlineData("onnx_2")]
    [InlineData("onnx_5")]
    [InlineData("onnx_10")]
    [InlineData("onnx_18")]
    public void A_damaged_network_is_read_or_refused(string name)
    {
        WritePictures();

        Run("quantize", SharedFiles.Path($"cases/hostile/{name}.onnx"), "--calibrate", _folder.FullName, "-o", Path.Combine(_folder.FullName, "m.tflite"))
            .Code.ShouldBeOneOf(ExitCode.Ok, ExitCode.InvalidFile, ExitCode.UnsupportedModel);
    }

    private static ToolResult Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ExitCode code = CommandLineTool.Run(() => new RootCommand { new QuantizeCommand() }, arguments, output, error);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    /// <summary>A network of two classes says either one or the other of a picture, whatever folders are called.</summary>
    [Theory]
    [InlineData("0", "1", null)]
    [InlineData("cats", "dogs", null)]
    [InlineData("dogs", "cats", "dogs,cats")]
    public void Pictures_in_class_folders_tell_how_often_it_is_right(string first, string second, string? order)
    {
        double asFirst = FloatAccuracy(first, second, order);
        double asSecond = FloatAccuracy(second, first, order);

        (asFirst + asSecond).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Folders_that_are_not_the_classes_tell_nothing()
    {
        WritePictures();
        foreach (string name in new[] { "a", "b", "c" })
        {
            Directory.CreateDirectory(Path.Combine(_folder.FullName, name));
        }

        ToolResult result = Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "--check", _folder.FullName, "-o", Path.Combine(_folder.FullName, "m.tflite"), "--json");

        JsonDocument.Parse(result.Output).RootElement.GetProperty("check").GetProperty("accuracy").ValueKind.ShouldBe(JsonValueKind.Null);
        Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "--check", _folder.FullName, "--classes", "a,lamp", "-o", "unused.tflite")
            .ErrorLine.ShouldContain("no folder for the class \"lamp\"");
        Run("quantize", WriteModel(), "--calibrate", _folder.FullName, "--check", _folder.FullName, "--classes", "a,b,c", "-o", "unused.tflite").Code.ShouldBe(ExitCode.Usage);
    }

    /// <param name="full">The class folder that has all the pictures.</param>
    /// <param name="empty">The other one.</param>
    private double FloatAccuracy(string full, string empty, string? order)
    {
        WritePictures();
        DirectoryInfo classes = _folder.CreateSubdirectory("of " + full);
        classes.CreateSubdirectory(empty);
        foreach (FileInfo picture in _folder.EnumerateFiles("*.png"))
        {
            picture.CopyTo(Path.Combine(classes.CreateSubdirectory(full).FullName, picture.Name));
        }

        string[] orderOptions = order is null ? [] : ["--classes", order];
        ToolResult result = Run(
            ["quantize", WriteModel(), "--calibrate", classes.FullName, "--check", classes.FullName, "-o", Path.Combine(_folder.FullName, "m.tflite"), "--json", .. orderOptions]);
        JsonElement accuracy = JsonDocument.Parse(result.Output).RootElement.GetProperty("check").GetProperty("accuracy");
        accuracy.GetProperty("pictures").GetInt32().ShouldBe(4);
        accuracy.GetProperty("int8").GetDouble().ShouldBe(accuracy.GetProperty("float").GetDouble());
        return accuracy.GetProperty("float").GetDouble();
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

    private void WritePictures(int count = 4)
    {
        for (int i = 0; i < count; i++)
        {
            using SKBitmap bitmap = new(20, 20);
            bitmap.Erase(new SKColor((byte)(60 * i), 128, (byte)(255 - (60 * i))));
            using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(_folder.FullName, $"{i}.png"), data.ToArray());
        }
    }
}
