// SPDX-License-Identifier: MIT
using SkiaSharp;

namespace MCUNetV2.Training.Tests;

/// <summary>A folder with pictures of two classes that anybody tells apart, and a network of a few thousand weights. Deleted when disposed.</summary>
internal sealed class TinyProject : IDisposable
{
    private const int Size = 40;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mcunet-training-");

    public TinyProject(int picturesPerClass = 80)
    {
        Random random = new(1);
        foreach (string name in new[] { "square", "disc" })
        {
            Directory.CreateDirectory(Path.Combine(Pictures, name));
            for (int i = 0; i < picturesPerClass; i++)
            {
                Draw(random, name == "disc", Path.Combine(Pictures, name, $"{name}{i}.png"));
            }
        }

        File.WriteAllText(
            Configuration,
            """
            {
              "name": "tiny", "inputSize": 32, "classes": ["square", "disc"], "stemChannels": 8,
              "blocks": [
                { "kernel": 3, "stride": 1, "expanded": 8, "channels": 8 },
                { "kernel": 3, "stride": 2, "expanded": 24, "channels": 16 },
                { "kernel": 5, "stride": 1, "expanded": 32, "channels": 16 },
                { "kernel": 3, "stride": 2, "expanded": 48, "channels": 24 }
              ],
              "budget": { "sramBytes": 32768, "flashBytes": 65536, "macs": 2000000 }
            }
            """);
    }

    public string Pictures => Path.Combine(_folder.FullName, "pictures");

    public string Configuration => Path.Combine(_folder.FullName, "config.json");

    public string Output => Path.Combine(_folder.FullName, "output");

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Draw(Random random, bool disc, string path)
    {
        using SKBitmap bitmap = new(Size, Size);
        using SKCanvas canvas = new(bitmap);
        byte shade = (byte)random.Next(0, 90);
        canvas.Clear(new SKColor(shade, (byte)random.Next(0, 90), shade));
        using SKPaint paint = new() { IsAntialias = true, Color = new SKColor((byte)random.Next(170, 255), (byte)random.Next(170, 255), (byte)random.Next(170, 255)) };
        float radius = random.Next(8, 13);
        float x = random.Next(15, 25);
        float y = random.Next(15, 25);
        if (disc)
        {
            canvas.DrawCircle(x, y, radius, paint);
        }
        else
        {
            canvas.DrawRect(x - radius, y - radius, 2 * radius, 2 * radius, paint);
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, data.ToArray());
    }
}
