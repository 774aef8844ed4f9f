// SPDX-License-Identifier: MIT
using MCUNetV2.Networks;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Detection;

namespace MCUNetV2.Training.Tests.Detection;

/// <summary>A detector of a few thousand weights, and pictures of bright rectangles and discs for it.</summary>
internal static class TinyDetector
{
    public static DetectorConfiguration Configuration { get; } = new(
        "tiny", 64, 64, ["square", "disc"], 8,
        [new(3, 2, 24, 16), new(3, 2, 32, 16), new(3, 1, 32, 16), new(3, 2, 48, 24)],
        [new(8, 16, Depth: 1), new(16, 24, Depth: 1)],
        new BudgetConfiguration(65536, 131072, 10_000_000));

    /// <summary>The same as a file.</summary>
    public static string ConfigurationText => """
        {
          "name": "tiny", "inputHeight": 64, "inputWidth": 64, "classes": ["square", "disc"], "stemChannels": 8,
          "blocks": [
            { "kernel": 3, "stride": 2, "expanded": 24, "channels": 16 },
            { "kernel": 3, "stride": 2, "expanded": 32, "channels": 16 },
            { "kernel": 3, "stride": 1, "expanded": 32, "channels": 16 },
            { "kernel": 3, "stride": 2, "expanded": 48, "channels": 24 }
          ],
          "heads": [ { "stride": 8, "channels": 16, "depth": 1 }, { "stride": 16, "channels": 24, "depth": 1 } ],
          "budget": { "sramBytes": 65536, "flashBytes": 131072, "macs": 10000000 }
        }
        """;

    /// <summary>Dark pictures with one or two objects, every fourth with none.</summary>
    public static DetectionDataSet Data(int count)
    {
        Random random = new(3);
        DetectionPicture[] pictures = [.. Enumerable.Range(0, count).Select(number => Draw(number, random))];
        return new DetectionDataSet(pictures[..(count * 4 / 5)], pictures[(count * 4 / 5)..]);
    }

    private static DetectionPicture Draw(int number, Random random)
    {
        const int Height = 72;
        const int Width = 88;
        byte[] rgb = new byte[Height * Width * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = (byte)random.Next(20, 60);
        }

        List<TargetBox> objects = [];
        for (int left = 2; number % 4 != 0 && left < Width - 30; left += random.Next(38, 60))
        {
            int side = random.Next(16, 30);
            int top = random.Next(0, Height - side);
            int right = Math.Min(left + side, Width);
            bool isDisc = random.Next(2) == 0;
            for (int y = top; y < top + side; y++)
            {
                for (int x = left; x < right; x++)
                {
                    double radius = side / 2.0;
                    if (!isDisc || Math.Pow(x + 0.5 - left - radius, 2) + Math.Pow(y + 0.5 - top - radius, 2) < radius * radius)
                    {
                        rgb.AsSpan(((y * Width) + x) * 3, 3).Fill(230);
                    }
                }
            }

            objects.Add(new TargetBox(isDisc ? 1 : 0, left / (float)Width, top / (float)Height, right / (float)Width, (top + side) / (float)Height));
        }

        return new DetectionPicture(
            $"picture{number}", "drawn", Bitmap.Levels(new Bitmap(Height, Width, rgb)), objects,
            [.. objects.Select(box => new MarkedBox(Configuration.Classes[box.Class], box.Left, box.Top, box.Right, box.Bottom, false))]);
    }
}
