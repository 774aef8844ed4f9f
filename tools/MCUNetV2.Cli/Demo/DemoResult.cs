using System.Collections.Immutable;
using MCUNetV2.Cli.Pictures;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Packaging.Records;

namespace MCUNetV2.Cli.Demo;

/// <summary>What the demo did.</summary>
/// <param name="Model">The model's file name.</param>
/// <param name="Package">What ran.</param>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="CameraFrame">Size and format of the camera's frames, for people.</param>
/// <param name="HighWaterBytes">Arena bytes that were written.</param>
/// <param name="ConverterBytes">State of the camera row converter, beside the schedule's arena.</param>
/// <param name="Threshold">Probability from which the firmware says "person".</param>
/// <param name="Walk">Input regions of the first stage's patches, in order.</param>
internal sealed record DemoResult(
    string Model,
    Package Package,
    string Schedule,
    string CameraFrame,
    long HighWaterBytes,
    long ConverterBytes,
    double Threshold,
    ImmutableArray<DemoFrame> Frames,
    ImmutableArray<PatchRegion> Walk)
{
    /// <summary>The model's input.</summary>
    public TensorRecord Input => Package.Tensors[Package.Slots[Package.Operators[0].Output].Tensor];
}
