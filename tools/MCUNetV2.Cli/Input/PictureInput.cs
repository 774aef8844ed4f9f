// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Input;

/// <summary>Pictures of a data set as model inputs: decoded, squashed to the input's shape, quantised over the whole range of int8.</summary>
internal static class PictureInput
{
    /// <exception cref="CliException">The model's input is no picture.</exception>
    /// <returns>Null, and the intake is told, when the file is no picture.</returns>
    public static TensorInput? TryCreate(string name, byte[] encoded, Model model, PictureIntake intake) =>
        TryRead(name, encoded, model, intake) is { } pixels ? new TensorInput(model, pixels) : null;

    /// <summary>The same as bytes: int8 height x width x channels.</summary>
    /// <inheritdoc cref="TryCreate"/>
    public static byte[]? TryRead(string name, byte[] encoded, Model model, PictureIntake intake)
    {
        TensorInfo shape = model.Input;
        byte[]? rgb = intake.Decode(name, encoded, shape.Height, shape.Width);
        return rgb is null ? null : shape.Channels switch
        {
            3 => [.. rgb.Select(Quantise)],
            1 => [.. rgb.Chunk(3).Select(pixel => Quantise(Luma(pixel)))],
            _ => throw new CliException(ExitCode.InvalidFile, $"the model's input has {shape.Channels} channels; a picture has 1 or 3"),
        };
    }

    private static byte Quantise(byte value) => (byte)(value - 128);

    // ITU-R BT.601
    private static byte Luma(byte[] pixel) => (byte)((0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]) + 0.5);
}
