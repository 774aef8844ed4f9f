// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;

namespace MCUNetV2.Training.Detection;

/// <summary>
/// One random view with its objects: of a picture cropped or made smaller, mirrored, of another aspect and other colours; or of four such, or nine, in the
/// parts of a mosaic, which makes objects small and puts them beside what they are never seen with.
/// </summary>
/// <param name="options">How much views differ.</param>
/// <param name="random">Gives the same view from the same seed.</param>
internal sealed class DetectionView(DetectionViewOptions options, Random random)
{
    private const float Grey = 114f / 255;

    // What is cut off more than that is neither learnt as an object nor as background.
    private const float LeastVisible = 0.35f;

    // Of mosaics: those of three by three pictures. What people photograph is large in the picture; what a camera on a wall sees is small.
    private const float NineShare = 0.35f;

    // Objects of fewer pixels in width or height cannot be told.
    private const float LeastPixels = 3;

    private readonly float[] _gain = new float[3];
    private float _saturation;
    private float _offset;

    /// <param name="draw">Gives a random picture.</param>
    /// <param name="first">The picture that the view is of.</param>
    /// <param name="target">Receives height x width x 3 values, 0 to 1.</param>
    /// <param name="size">Of the view, in pixels.</param>
    /// <returns>The objects, sides as parts of the view.</returns>
    public IReadOnlyList<TargetBox> Draw(DetectionPicture first, Func<DetectionPicture> draw, Span<float> target, MapSize size)
    {
        List<TargetBox> objects = [];
        if (random.NextSingle() >= options.Mosaic)
        {
            DrawPart(first, target, size, 0, 0, size.Height, size.Width, options.SmallestArea, options.LargestArea, objects);
            return objects;
        }

        int parts = random.NextSingle() < NineShare ? 3 : 2;
        int[] columns = Cuts(size.Width, parts);
        int[] rows = Cuts(size.Height, parts);
        // A part shows nearly all of its picture: it is small enough as it is.
        (float smallest, float largest) = (MathF.Max(0.5f, options.SmallestArea), MathF.Min(1.1f, options.LargestArea));
        for (int part = 0; part < parts * parts; part++)
        {
            (int row, int column) = (part / parts, part % parts);
            DrawPart(part == 0 ? first : draw(), target, size, rows[row], columns[column], rows[row + 1], columns[column + 1], smallest, largest, objects);
        }

        return objects;
    }

    /// <summary>Where a mosaic's parts begin and end: a side cut into equal parts, each cut shifted by up to two fifths of one.</summary>
    private int[] Cuts(int side, int parts) =>
        [0, .. Enumerable.Range(1, parts - 1).Select(cut => (int)(side * (cut + Uniform(-0.4f, 0.4f)) / parts)), side];

    /// <summary>The whole picture, only resized.</summary>
    /// <param name="target">Receives height x width x 3 values, 0 to 1.</param>
    public static void Plain(DetectionPicture picture, Span<float> target, MapSize size)
    {
        Bitmap bitmap = LevelFor(picture, size.Height, size.Width);
        float stepX = bitmap.Width / (float)size.Width;
        float stepY = bitmap.Height / (float)size.Height;
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                bitmap.Sample(((x + 0.5f) * stepX) - 0.5f, ((y + 0.5f) * stepY) - 0.5f, target.Slice(((y * size.Width) + x) * 3, 3));
            }
        }

        for (int i = 0; i < size.Height * size.Width * 3; i++)
        {
            target[i] /= byte.MaxValue;
        }
    }

    /// <summary>Fills rows top to bottom and columns left to right with a view of a picture.</summary>
    private void DrawPart(
        DetectionPicture picture, Span<float> target, MapSize size, int top, int left, int bottom, int right, float smallest, float largest, List<TargetBox> objects)
    {
        // The window: which part of the picture is shown, in parts of its width and height.
        float area = MathF.Exp(Uniform(MathF.Log(smallest), MathF.Log(largest)));
        float aspect = MathF.Exp(Uniform(-0.25f, 0.25f));
        float width = MathF.Sqrt(area * aspect);
        float height = MathF.Sqrt(area / aspect);
        float windowLeft = Uniform(0, 1) * (1 - width);
        float windowTop = Uniform(0, 1) * (1 - height);
        bool isMirrored = random.Next(2) == 0;
        DrawColours();
        Bitmap bitmap = LevelFor(picture, (bottom - top) / height, (right - left) / width);
        for (int y = top; y < bottom; y++)
        {
            float v = windowTop + (height * (y - top + 0.5f) / (bottom - top));
            for (int x = left; x < right; x++)
            {
                float part = (x - left + 0.5f) / (right - left);
                float u = windowLeft + (width * (isMirrored ? 1 - part : part));
                Span<float> rgb = target.Slice(((y * size.Width) + x) * 3, 3);
                if (u is < 0 or > 1 || v is < 0 or > 1)
                {
                    rgb.Fill(Grey);
                    continue;
                }

                bitmap.Sample((u * bitmap.Width) - 0.5f, (v * bitmap.Height) - 0.5f, rgb);
                Recolour(rgb);
            }
        }

        foreach (TargetBox marked in picture.Objects)
        {
            TargetBox seen = marked.Inside(windowLeft, windowTop, windowLeft + width, windowTop + height);
            float visible = seen.Width * width * seen.Height * height / MathF.Max(1e-9f, marked.Width * marked.Height);
            float pixelsWide = seen.Width * (right - left);
            float pixelsHigh = seen.Height * (bottom - top);
            if (pixelsWide < 0.5f || pixelsHigh < 0.5f)
            {
                continue;
            }

            if (isMirrored)
            {
                seen = seen with { Left = 1 - seen.Right, Right = 1 - seen.Left };
            }

            objects.Add(seen with
            {
                Left = (left + (seen.Left * (right - left))) / size.Width,
                Right = (left + (seen.Right * (right - left))) / size.Width,
                Top = (top + (seen.Top * (bottom - top))) / size.Height,
                Bottom = (top + (seen.Bottom * (bottom - top))) / size.Height,
                IsIgnored = marked.IsIgnored || visible < LeastVisible || pixelsWide < LeastPixels || pixelsHigh < LeastPixels,
            });
        }
    }

    /// <summary>The smallest copy of the picture that is no smaller than what is drawn of it.</summary>
    private static Bitmap LevelFor(DetectionPicture picture, float height, float width) =>
        picture.Levels.LastOrDefault(level => level.Height >= 0.8f * height && level.Width >= 0.8f * width) ?? picture.Levels[0];

    private void DrawColours()
    {
        float strength = options.Colour;
        float contrast = MathF.Exp(strength * Uniform(-0.4f, 0.4f));
        _offset = (strength * Uniform(-0.15f, 0.15f)) + (0.5f * (1 - contrast));
        _saturation = random.NextSingle() < 0.1f * strength ? 0 : 1 + (strength * Uniform(-0.5f, 0.4f));
        for (int channel = 0; channel < 3; channel++)
        {
            _gain[channel] = contrast * (1 + (strength * Uniform(-0.1f, 0.1f))) / 255;
        }
    }

    private void Recolour(Span<float> rgb)
    {
        float grey = (rgb[0] + rgb[1] + rgb[2]) / 3;
        for (int channel = 0; channel < 3; channel++)
        {
            float coloured = grey + (_saturation * (rgb[channel] - grey));
            rgb[channel] = Math.Clamp((coloured * _gain[channel]) + _offset, 0, 1);
        }
    }

    private float Uniform(float low, float high) => low + ((high - low) * random.NextSingle());
}
