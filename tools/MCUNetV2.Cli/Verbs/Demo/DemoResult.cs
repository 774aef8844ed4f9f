// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Charts;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>What the demo did.</summary>
/// <param name="Model">The model's file name.</param>
/// <param name="Package">What ran.</param>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="IsDetector">Whether the detector firmware ran, not the wake word's.</param>
/// <param name="CameraFrame">Size and format of the camera's frames, for people.</param>
/// <param name="HighWaterBytes">Arena bytes that were written.</param>
/// <param name="ConverterBytes">State of the camera row converter, beside the schedule's arena.</param>
/// <param name="Threshold">Probability from which the firmware counts a class as present.</param>
/// <param name="Walk">Input regions of the first stage's patches, in order.</param>
internal sealed record DemoResult(
    string Model,
    Package Package,
    string Schedule,
    bool IsDetector,
    string CameraFrame,
    long HighWaterBytes,
    long ConverterBytes,
    double Threshold,
    ImmutableArray<DemoFrame> Frames,
    ImmutableArray<PatchRegion> Walk)
{
    /// <summary>The application that ran, for people.</summary>
    public string Firmware => IsDetector ? "detector firmware" : "wake word firmware";

    /// <summary>The model's input.</summary>
    public TensorRecord Input => Package.Tensors[Package.Slots[Package.Operators[0].Output].Tensor];
}

/// <summary>One photograph that the simulated camera delivered, and what the firmware made of it.</summary>
/// <param name="File">Name below the sample directory.</param>
/// <param name="Photograph">The file's bytes (JPEG).</param>
/// <param name="Seen">The model's input as it arrived, as PNG; of a detector with the boxes.</param>
/// <param name="Answer">What the firmware said, in the words of the model's labels; of a detector how many of each class.</param>
/// <param name="IsRight">Whether that is what the photograph's folder says; null when the model has no class of the folder's name.</param>
/// <param name="Label">The class that the firmware looked at: the one it watches for, or the most probable.</param>
/// <param name="Probability">Of that class, 0 to 1.</param>
/// <param name="IsPresent">Whether the firmware counts it as present.</param>
/// <param name="Led">Whether the LED was lit afterwards.</param>
/// <param name="Microseconds">Of the inference on this PC.</param>
internal sealed record DemoFrame(
    string File, byte[] Photograph, byte[] Seen, string Answer, bool? IsRight, string Label, double Probability, bool IsPresent, bool Led, int Microseconds);
