// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>What <c>train</c> and <c>train teach</c> both ask about teachers.</summary>
internal sealed class TeacherOptions
{
    private const string Numbers = "RED GREEN BLUE";
    private static readonly ArgumentArity Channels = new(3, 3);

    public Option<string[]> Files { get; } = new("--teacher") { Description = "An int8 .tflite classifier, or a float .onnx that takes one picture and gives features; FILE or FILE@SIZE to run it at another input size; may be given several times" };

    public Option<float[]> Mean { get; } = new("--teacher-mean") { Description = "What an .onnx teacher's training subtracted from pixels of 0 to 1, three numbers (default: 0)", Arity = Channels, AllowMultipleArgumentsPerToken = true, HelpName = Numbers };

    public Option<float[]> Deviation { get; } = new("--teacher-std") { Description = "What it then divided by, three numbers (default: 1; a network that takes 0 to 255 has 0.00392157)", Arity = Channels, AllowMultipleArgumentsPerToken = true, HelpName = Numbers };

    public Option<bool> BlueFirst { get; } = new("--teacher-bgr") { Description = "An .onnx teacher takes blue first" };

    public IEnumerable<Option> All => [Files, Mean, Deviation, BlueFirst];
}
