// SPDX-License-Identifier: MIT
using SkiaSharp;

namespace MCUNetV2.Pictures;

/// <summary>A rectangle to draw; coordinates as parts of the picture's width and height, 0 to 1.</summary>
/// <param name="Kind">What it is of: each kind has a colour of its own; -1 is white.</param>
/// <param name="Points">Drawn as discs.</param>
public sealed record DrawnBox(int Kind, double Left, double Top, double Right, double Bottom, IReadOnlyCollection<(double X, double Y)> Points);

/// <summary>Draws on pictures.</summary>
public static class PictureDrawing
{
    private const float GoldenAngle = 137.508f;
    private const int ManyPoints = 40; // a face's mesh has hundreds, which are to be told apart
    private const int CellSide = 288; // pixels of a sheet that a picture has
    private const int CellGap = 6;

    /// <summary>The picture with rectangles and points, as PNG.</summary>
    /// <param name="picture">What to draw on; it is left as it is.</param>
    /// <param name="boxes">Later ones lie over earlier ones.</param>
    public static byte[] DrawBoxes(DecodedPicture picture, IEnumerable<DrawnBox> boxes)
    {
        using SKBitmap bitmap = PictureEncoder.ToBitmap(picture.Rgb, picture.Height, picture.Width);
        using SKCanvas canvas = new(bitmap);
        Draw(canvas, picture, boxes);
        canvas.Flush();
        return PictureEncoder.EncodePng(bitmap);
    }

    /// <summary>Pictures with their boxes in rows of <paramref name="columns"/>, each made to fit a square, as PNG.</summary>
    public static byte[] DrawSheet(IReadOnlyList<(DecodedPicture Picture, IReadOnlyList<DrawnBox> Boxes)> pictures, int columns)
    {
        const int Pitch = CellSide + CellGap;
        int rows = (pictures.Count + columns - 1) / columns;
        using SKBitmap sheet = new(new SKImageInfo((columns * Pitch) - CellGap, (rows * Pitch) - CellGap, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using SKCanvas canvas = new(sheet);
        canvas.Clear(SKColors.Black);
        foreach ((int place, (DecodedPicture picture, IReadOnlyList<DrawnBox> boxes)) in pictures.Index())
        {
            using SKBitmap bitmap = PictureEncoder.ToBitmap(picture.Rgb, picture.Height, picture.Width);
            using SKImage image = SKImage.FromBitmap(bitmap);
            float scale = CellSide / (float)Math.Max(picture.Height, picture.Width);
            canvas.Save();
            canvas.Translate(
                (place % columns * Pitch) + ((CellSide - (scale * picture.Width)) / 2), (place / columns * Pitch) + ((CellSide - (scale * picture.Height)) / 2));
            canvas.Scale(scale);
            canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.None));
            Draw(canvas, picture, boxes);
            canvas.Restore();
        }

        canvas.Flush();
        return PictureEncoder.EncodePng(sheet);
    }

    private static void Draw(SKCanvas canvas, DecodedPicture picture, IEnumerable<DrawnBox> boxes)
    {
        float width = Math.Max(2, Math.Max(picture.Height, picture.Width) / 160f);
        foreach (DrawnBox box in boxes)
        {
            SKRect place = new(
                (float)box.Left * picture.Width, (float)box.Top * picture.Height, (float)box.Right * picture.Width, (float)box.Bottom * picture.Height);
            // Inside of the border, so that boxes at the picture's edge are seen; a dark line around the bright one, so that it is seen on everything.
            place.Inflate(-width / 2, -width / 2);
            using SKPaint dark = new() { Style = SKPaintStyle.Stroke, StrokeWidth = 2 * width, Color = new SKColor(0, 0, 0, 120) };
            using SKPaint bright = new() { Style = SKPaintStyle.Stroke, StrokeWidth = width, Color = box.Kind < 0 ? SKColors.White : SKColor.FromHsv(box.Kind * GoldenAngle % 360, 90, 100) };
            canvas.DrawRect(place, dark);
            canvas.DrawRect(place, bright);
            DrawPoints(canvas, box, picture, bright.Color, box.Points.Count > ManyPoints ? width : 2 * width);
        }
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
