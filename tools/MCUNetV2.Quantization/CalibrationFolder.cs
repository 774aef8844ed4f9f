using MCUNetV2.Cli.Errors;
using MCUNetV2.Pictures;

namespace MCUNetV2.Quantization;

/// <summary>Calibration pictures: every picture file below a folder, or an even choice among them.</summary>
internal static class CalibrationFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

    /// <returns>Height x width x channels values each, 0 to 1. One channel is luma, as <c>run</c> takes it.</returns>
    public static IReadOnlyList<float[]> Read(string folder, int height, int width, int channels, int limit)
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
        return [.. Enumerable.Range(0, count).Select(i => Load(files[i * (long)files.Length / count], height, width, channels))];
    }

    private static float[] Load(string file, int height, int width, int channels)
    {
        byte[] rgb = PictureDecoder.Decode(file, File.ReadAllBytes(file), height, width);
        IEnumerable<byte> pixels = channels == 1 ? rgb.Chunk(3).Select(Luma) : rgb;
        return [.. pixels.Select(pixel => pixel / (float)byte.MaxValue)];
    }

    // ITU-R BT.601
    private static byte Luma(byte[] pixel) => (byte)((0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]) + 0.5);
}
