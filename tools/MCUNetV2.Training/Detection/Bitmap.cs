// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Detection;

/// <summary>RGB, row by row.</summary>
internal sealed record Bitmap(int Height, int Width, byte[] Rgb)
{
    private const int Smallest = 24;

    /// <summary>The picture, and each time half as large: what is drawn smaller is taken from one that is not much larger, so that no detail flickers.</summary>
    public static IReadOnlyList<Bitmap> Levels(Bitmap picture)
    {
        List<Bitmap> levels = [picture];
        while (Math.Min(levels[^1].Height, levels[^1].Width) >= 2 * Smallest)
        {
            levels.Add(levels[^1].Halve());
        }

        return levels;
    }

    /// <summary>A pixel at a place, between its four neighbours; beyond the border its pixels go on.</summary>
    /// <param name="x">In pixels, 0 at the centre of the first.</param>
    /// <param name="y">Likewise.</param>
    /// <param name="rgb">Receives 0 to 255.</param>
    public void Sample(float x, float y, Span<float> rgb)
    {
        x = Math.Clamp(x, 0, Width - 1.001f);
        y = Math.Clamp(y, 0, Height - 1.001f);
        int left = (int)x;
        int top = (int)y;
        float right = x - left;
        float bottom = y - top;
        ReadOnlySpan<byte> upper = Rgb.AsSpan(((top * Width) + left) * 3, 6);
        ReadOnlySpan<byte> lower = Rgb.AsSpan((((top + 1) * Width) + left) * 3, 6);
        for (int channel = 0; channel < 3; channel++)
        {
            float above = upper[channel] + (right * (upper[channel + 3] - upper[channel]));
            float below = lower[channel] + (right * (lower[channel + 3] - lower[channel]));
            rgb[channel] = above + (bottom * (below - above));
        }
    }

    private Bitmap Halve()
    {
        int height = Height / 2;
        int width = Width / 2;
        byte[] half = new byte[height * width * 3];
        for (int y = 0; y < height; y++)
        {
            int above = 2 * y * Width * 3;
            int below = above + (Width * 3);
            for (int i = 0; i < width * 3; i++)
            {
                int at = (6 * (i / 3)) + (i % 3);
                half[(y * width * 3) + i] = (byte)((Rgb[above + at] + Rgb[above + at + 3] + Rgb[below + at] + Rgb[below + at + 3] + 2) / 4);
            }
        }

        return new Bitmap(height, width, half);
    }
}
