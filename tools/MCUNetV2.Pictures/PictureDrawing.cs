// SPDX-License-Identifier: MIT
using SkiaSharp;

namespace MCUNetV2.Pictures;

/// <summary>A rectangle to draw; coordinates as parts of the picture's width and height, 0 to 1.</summary>
/// <param name="Kind">What it is of: each kind has a colour of its own.</param>
/// <param name="Points">Drawn as discs.</param>
public sealed record DrawnBox(int Kind, double Left, double Top, double Right, double Bottom, IReadOnlyCollection<(double X, double Y)> Points);

/// <summary>Draws on pictures.</summary>
public static class PictureDrawing
{
    private const float GoldenAngle = 137.508f;
    private const int ManyPoints = 40; // a face's mesh has hundreds, which are to be told apart

    /// <summary>The picture with rectangles and points, as PNG.</summary>
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
            DrawPoints(canvas, box, picture, bright.Color, box.Points.Count > ManyPoints ? width : 2 * width);
        }

        canvas.Flush();
        return PictureEncoder.EncodePng(bitmap);
    }

    private static void DrawPoints(SKCanvas canvas, DrawnBox box, DecodedPicture picture, SKColor color, float radius)
    {
        using SKPaint dark = new() { Color = new SKColor(0, 0, 0, 120), IsAntialias = true };
        using SKPaint bright = new() { Color = color, IsAntialias = true };
        foreach ((double x, double y) in box.Points)
        {
            canvas.DrawCircle((float)x * picture.Width, (float)y * picture.Height, radius * 1.4f, dark);
            canvas.DrawCircle((float)x * picture.Width, (float)y * picture.Height, radius, bright);
        }
    }
}
