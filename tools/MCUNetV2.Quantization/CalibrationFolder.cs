using MCUNetV2.Cli.Errors;
using MCUNetV2.Pictures;

namespace MCUNetV2.Quantization;

/// <summary>Calibration pictures: every picture file below a folder, or an even choice among them.</summary>
internal static class CalibrationFolder
{
    /// <param name="error">Told of pictures that were skipped or are damaged.</param>
    /// <returns>Height x width x 3 values each, 0 to 1.</returns>
    /// <exception cref="InvalidDataException">A picture cannot be read.</exception>
    public static IReadOnlyList<float[]> Read(string folder, int height, int width, int limit, TextWriter error)
    {
        PictureIntake intake = new();
        IReadOnlyList<string> files = PictureFolder.Find(folder, intake);
        if (files.Count == 0 || limit < 1)
        {
            throw new CliException(ExitCode.InvalidFile, $"{folder}: no calibration picture ({PictureFolder.Kinds})");
        }

        int count = Math.Min(limit, files.Count);
        float[][] pictures = [.. Enumerable.Range(0, count).Select(i => Load(files[(int)(i * (long)files.Count / count)], height, width, intake)).OfType<float[]>()];
        intake.Close(error);
        return pictures;
    }

    private static float[]? Load(string file, int height, int width, PictureIntake intake) =>
        intake.Read(file, file) is { } encoded && intake.Decode(file, encoded, height, width) is { } pixels
            ? [.. pixels.Select(pixel => pixel / (float)byte.MaxValue)]
            : null;
}
