// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Teachers;

/// <summary>What a float network takes for a pixel: (x - mean) / deviation of x from 0 to 1.</summary>
/// <param name="Mean">One number a channel, red first; empty for 0.</param>
/// <param name="Deviation">One number a channel, red first; empty for 1. A network that takes 0 to 255 has 1 / 255.</param>
/// <param name="IsBlueFirst">Whether channels come blue, green, red.</param>
internal sealed record TeacherPixels(float[] Mean, float[] Deviation, bool IsBlueFirst)
{
    private const int Channels = 3;

    /// <summary>Red, green, blue from 0 to 1.</summary>
    public static TeacherPixels Plain { get; } = new([], [], false);

    /// <summary>Scale and offset of a channel, red first: what is taken is scale x pixel + offset, the pixel from 0 to 1.</summary>
    /// <exception cref="InvalidDataException">There are neither none nor three numbers, or a deviation is not above 0.</exception>
    public (float Scale, float Offset) Of(int channel)
    {
        float mean = Pick(Mean, channel, 0, "mean");
        float deviation = Pick(Deviation, channel, 1, "deviation");
        return deviation > 0
            ? (1 / deviation, -mean / deviation)
            : throw new InvalidDataException($"a teacher's deviation of {deviation}: above 0 is needed");
    }

    private static float Pick(float[] values, int channel, float otherwise, string name) => values.Length switch
    {
        0 => otherwise,
        Channels => values[channel],
        _ => throw new InvalidDataException($"a teacher's {name} has {values.Length} numbers; one a channel, three, are needed"),
    };
}
