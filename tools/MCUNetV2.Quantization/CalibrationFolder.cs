using MCUNetV2.Cli.Errors;
using MCUNetV2.Pictures;

namespace MCUNetV2.Quantization;

/// <summary>Calibration pictures: every picture file below a folder, or an even choice among them.</summary>
internal static class CalibrationFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

    /// <returns>Height x width x 3 values each, 0 to 1.</returns>
    public static IReadOnlyList<float[]> Read(string folder, int height, int width, int limit)
    {
        if (!Directory.Exists(folder))
        {
            throw new CliException(ExitCode.InvalidFile, $"{folder}: no such directory");
        }

        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
        if (files.Length == 0 || limit < 1)
        {
            throw new CliException(ExitCode.InvalidFile, $"{folder}: no calibration picture ({string.Join(", ", Extensions)})");
        }

        int count = Math.Min(limit, files.Length);
        return [.. Enumerable.Range(0, count).Select(i => Load(files[i * (long)files.Length / count], height, width))];
    }

    private static float[] Load(string file, int height, int width)
    {
        return [.. PictureDecoder.Decode(file, File.ReadAllBytes(file), height, width).Select(pixel => pixel / (float)byte.MaxValue)];
    }
}
