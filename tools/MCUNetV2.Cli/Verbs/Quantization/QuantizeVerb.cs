// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MCUNetV2.Cli.Options;
using MCUNetV2.Compiler.Quantization;

namespace MCUNetV2.Cli.Verbs.Quantization;

/// <summary>
/// The command line of <c>quantize</c>, which the tool and the program behind it share: help and usage errors are answered without the program.
/// </summary>
internal class QuantizeVerb : Command
{
    protected Argument<string> Model { get; } = new("MODEL") { Description = "A float .onnx or .tflite, or an .onnx with QuantizeLinear and DequantizeLinear" };

    protected Option<string> Calibration { get; } = new("--calibrate") { Description = "Folder of pictures like those that the device will see", HelpName = "DIR", Required = true };

    protected Option<string> Output { get; } = new("--output", "-o") { Description = "The .tflite to write", HelpName = "FILE", Required = true };

    protected Option<float[]?> Mean { get; } = new("--mean") { Description = "What training subtracted from pixels of 0 to 1, one number a channel, comma separated", HelpName = "M,M,M", CustomParser = ReadNumbers };

    protected Option<float[]?> Deviation { get; } = new("--std") { Description = "What training then divided by", HelpName = "S,S,S", CustomParser = ReadDeviations };

    protected Option<RangeMethod> Ranges { get; } = new("--ranges") { Description = "How activation ranges are chosen", DefaultValueFactory = _ => RangeMethod.Mse };

    protected Option<int> Pictures { get; } = new("--pictures") { Description = "Calibration pictures at most", HelpName = "N", DefaultValueFactory = _ => 256, CustomParser = ReadCount };

    protected Option<string[]> Outputs { get; } = new("--outputs") { Description = "Values to end the network at instead of its outputs", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    protected Option<(int Height, int Width)?> PictureSize { get; } = new("--size") { Description = "The picture's size, where the file leaves it open", HelpName = "HEIGHTxWIDTH", CustomParser = ReadSize };

    protected Option<bool> ChannelsLast { get; } = new("--channels-last") { Description = "Leave images that are outputs of an .onnx channels last" };

    protected Option<string?> CheckPictures { get; } = new("--check")
    {
        Description = "Folder of other pictures, on which the int8 network is held against the float one; by accuracy too where folders by class or a manifest.csv say what they show", HelpName = "DIR",
    };

    protected Option<string?> Classes { get; } = new("--classes")
    {
        Description = "Class folders of --check, comma separated, in the order of the outputs (default: by name; or folders are named after the outputs' numbers)", HelpName = "NAMES",
    };

    protected Option<bool> Json { get; } = CommonOptions.Json();

    public QuantizeVerb()
        : base("quantize", "Turn a float .onnx or .tflite into an int8 .tflite")
    {
        Arguments.Add(Model);
        foreach (Option option in new Option[] { Calibration, Output, Mean, Deviation, Ranges, Pictures, Outputs, PictureSize, ChannelsLast, CheckPictures, Classes, Json })
        {
            Options.Add(option);
        }

        Validators.Add(Check);
    }

    /// <summary>What concerns two options; what they hold is read later, and may be wrong.</summary>
    private void Check(CommandResult result)
    {
        int Count(Option option) => result.GetResult(option) is { Tokens: [var only, ..] } ? only.Value.Split(',').Length : 0;
        if (Count(Mean) != Count(Deviation))
        {
            result.AddError("--mean and --std go together, one number a channel each");
        }
    }

    private static int ReadCount(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, out int count) && count > 0)
        {
            return count;
        }

        result.AddError($"--pictures {result.Tokens[0].Value}; 1 or more is possible");
        return 1;
    }

    private static float[]? ReadDeviations(ArgumentResult result)
    {
        float[]? numbers = ReadNumbers(result);
        if (numbers?.Any(value => value <= 0) == true)
        {
            result.AddError($"--std {result.Tokens[0].Value}; positive numbers are possible");
        }

        return numbers;
    }

    private static float[]? ReadNumbers(ArgumentResult result)
    {
        string[] parts = result.Tokens[0].Value.Split(',');
        float[] numbers = [.. parts.Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : float.NaN)];
        int wrong = Array.FindIndex(numbers, value => !float.IsFinite(value));
        if (wrong < 0)
        {
            return numbers;
        }

        result.AddError($"\"{parts[wrong]}\" is no number; write one a channel, comma separated");
        return null;
    }

    private static (int Height, int Width)? ReadSize(ArgumentResult result)
    {
        const int Most = 8192;
        if (result.Tokens[0].Value.Split('x') is [string first, string second]
            && int.TryParse(first, out int height) && int.TryParse(second, out int width) && height is > 0 and <= Most && width is > 0 and <= Most)
        {
            return (height, width);
        }

        result.AddError($"--size {result.Tokens[0].Value}; HEIGHTxWIDTH, such as 96x128, is possible");
        return null;
    }
}
