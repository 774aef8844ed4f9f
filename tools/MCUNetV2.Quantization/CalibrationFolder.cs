// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Pictures;

namespace MCUNetV2.Quantization;

/// <summary>Calibration pictures: every picture file below a folder, or an even choice among them.</summary>
internal static class CalibrationFolder
{
    /// <param name="error">Told of pictures that were skipped or are damaged.</param>
    /// <returns>Height x width x channels values each, 0 to 1. One channel is luma, as <c>run</c> takes it.</returns>
    /// <exception cref="InvalidDataException">A picture cannot be read.</exception>
    public static IReadOnlyList<float[]> Read(string folder, int height, int width, int channels, int limit, TextWriter error)
    {
        PictureIntake intake = new();
        IReadOnlyList<string> files = PictureFolder.Find(folder, intake);
        if (files.Count == 0 || limit < 1)
        {
            throw new CliException(ExitCode.InvalidFile, $"{folder}: no calibration picture ({PictureFolder.Kinds})");
        }

        int count = Math.Min(limit, files.Count);
        float[][] pictures = [.. Enumerable.Range(0, count).Select(i => Load(files[(int)(i * (long)files.Count / count)], height, width, channels, intake)).OfType<float[]>()];
        intake.Close(error);
        return pictures.Length > 0 ? pictures : throw new CliException(ExitCode.InvalidFile, $"{folder}: no calibration picture can be read");
    }

    private static float[]? Load(string file, int height, int width, int channels, PictureIntake intake)
    {
        if (intake.Read(file, file) is not { } encoded || intake.Decode(file, encoded, height, width) is not { } rgb)
        {
            return null;
        }

        IEnumerable<byte> pixels = channels == 1 ? rgb.Chunk(3).Select(Luma) : rgb;
        return [.. pixels.Select(pixel => pixel / (float)byte.MaxValue)];
    }

    // ITU-R BT.601
    private static byte Luma(byte[] pixel) => (byte)((0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]) + 0.5);
}
