// SPDX-License-Identifier: MIT
using SkiaSharp;

namespace MCUNetV2.Pictures;

/// <summary>A rectangle to draw; coordinates as parts of the picture's width and height, 0 to 1.</summary>
/// <param name="Kind">What it is of: each kind has a colour of its own.</param>
public sealed record DrawnBox(int Kind, double Left, double Top, double Right, double Bottom);

/// <summary>Draws on pictures.</summary>
public static class PictureDrawing
{
    private const float GoldenAngle = 137.508f;

    /// <summary>The picture with rectangles, as PNG.</summary>
    /// <param name="picture">What to draw on; it is left as it is.</param>
    /// <param name="boxes">Later ones lie over earlier ones.</param>
    public static byte[] DrawBoxes(DecodedPicture picture, IEnumerable<DrawnBox> boxes)
    {
        using SKBitmap bitmap = PictureEncoder.ToBitmap(picture.Rgb, picture.Height, picture.Width);
        using SKCanvas canvas = new(bitmap);
        float width = Math.Max(2, Math.Max(picture.Height, picture.Width) / 160f);
        foreach (DrawnBox box in boxes)
        {
            SKRect place = new(
                (float)box.Left * picture.Width, (float)box.Top * picture.Height, (float)box.Right * picture.Width, (float)box.Bottom * picture.Height);
            // Inside of the border, so that boxes at the picture's edge are seen; a dark line around the bright one, so that it is seen on everything.
            place.Inflate(-width / 2, -width / 2);
            using SKPaint dark = new() { Style = SKPaintStyle.Stroke, StrokeWidth = 2 * width, Color = new SKColor(0, 0, 0, 120) };
            using SKPaint bright = new() { Style = SKPaintStyle.Stroke, StrokeWidth = width, Color = SKColor.FromHsv(box.Kind * GoldenAngle % 360, 90, 100) };
            canvas.DrawRect(place, dark);
            canvas.DrawRect(place, bright);
        }

        canvas.Flush();
        return PictureEncoder.EncodePng(bitmap);
    }
}
