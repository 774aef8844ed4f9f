// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>
/// One random view of a picture: crop, aspect, slight rotation, mirror image, brightness, contrast, saturation and tint,
/// sometimes grey, sometimes blurred as a small picture made larger is, sometimes with a rectangle wiped out.
/// </summary>
internal sealed class Augmentation
{
    private const float MaximalAngle = 0.17f;
    private const float SmallestBlurred = 0.5f;

    private readonly AugmentationOptions _options;
    private readonly Random _random;
    private readonly float[] _gain = new float[3];
    private float _saturation;
    private float _offset;

    /// <param name="seed">The same seed gives the same view.</param>
    /// <param name="options">How much views differ from pictures.</param>
    public Augmentation(int seed, AugmentationOptions options)
    {
        _options = options;
        _random = new Random(seed);
    }

    /// <param name="source">RGB picture, sourceSize x sourceSize x 3.</param>
    /// <param name="sourceSize">Height and width of the source, in pixels.</param>
    /// <param name="target">Receives size x size x 3 values, 0 to 1.</param>
    /// <param name="size">Height and width of the view, in pixels.</param>
    /// <returns>Which part of the picture it shows; rotation is left out of account.</returns>
    public View Apply(ReadOnlySpan<byte> source, int sourceSize, Span<float> target, int size)
    {
        if (_random.NextSingle() >= _options.Blur)
        {
            return Draw(source, sourceSize, target, size);
        }

        int small = (int)MathF.Round(size * Uniform(SmallestBlurred, 1));
        float[] drawn = new float[small * small * 3];
        View view = Draw(source, sourceSize, drawn, small);
        Enlarge(drawn, small, target, size);
        return view;
    }

    private View Draw(ReadOnlySpan<byte> source, int sourceSize, Span<float> target, int size)
    {
        float area = Uniform(_options.SmallestArea, _options.LargestArea);
        float aspect = MathF.Exp(Uniform(-0.25f, 0.25f));
        float width = sourceSize * MathF.Sqrt(area * aspect);
        float height = sourceSize * MathF.Sqrt(area / aspect);
        float centreX = (sourceSize / 2f) + (Uniform(-0.5f, 0.5f) * MathF.Abs(sourceSize - width));
        float centreY = (sourceSize / 2f) + (Uniform(-0.5f, 0.5f) * MathF.Abs(sourceSize - height));
        float angle = _random.Next(3) == 0 ? Uniform(-MaximalAngle, MaximalAngle) : 0;
        float stepX = (_random.Next(2) == 0 ? width : -width) / size;
        float stepY = height / size;
        (float sine, float cosine) = MathF.SinCos(angle);
        DrawColours();
        float middle = (size - 1) / 2f;
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                float deltaX = (x - middle) * stepX;
                float deltaY = (y - middle) * stepY;
                float sourceX = centreX + (deltaX * cosine) - (deltaY * sine) - 0.5f;
                float sourceY = centreY + (deltaX * sine) + (deltaY * cosine) - 0.5f;
                Span<float> rgb = target.Slice(((y * size) + x) * 3, 3);
                Sample(source, sourceSize, sourceX, sourceY, rgb);
                Recolour(rgb);
            }
        }

        if (_random.NextSingle() < _options.Wiped)
        {
            WipeOut(target, size);
        }

        return new View(
            (centreX - (width / 2)) / sourceSize, (centreY - (height / 2)) / sourceSize, (centreX + (width / 2)) / sourceSize, (centreY + (height / 2)) / sourceSize);
    }

    /// <summary>The whole picture, only resized.</summary>
    /// <inheritdoc cref="Apply"/>
    public static void Plain(ReadOnlySpan<byte> source, int sourceSize, Span<float> target, int size)
    {
        float step = sourceSize / (float)size;
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                Sample(source, sourceSize, ((x + 0.5f) * step) - 0.5f, ((y + 0.5f) * step) - 0.5f, target.Slice(((y * size) + x) * 3, 3));
            }
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] /= byte.MaxValue;
        }
    }

    private void DrawColours()
    {
        float strength = _options.Colour;
        float contrast = MathF.Exp(strength * Uniform(-0.4f, 0.4f));
        _offset = (strength * Uniform(-0.15f, 0.15f)) + (0.5f * (1 - contrast));
        _saturation = _random.NextSingle() < 0.1f * strength ? 0 : 1 + (strength * Uniform(-0.5f, 0.4f));
        for (int channel = 0; channel < 3; channel++)
        {
            _gain[channel] = contrast * (1 + (strength * Uniform(-0.1f, 0.1f))) / 255;
        }
    }

    private static void Enlarge(ReadOnlySpan<float> source, int small, Span<float> target, int size)
    {
        float step = small / (float)size;
        for (int y = 0; y < size; y++)
        {
            (int above, int below, float bottom) = Neighbours(((y + 0.5f) * step) - 0.5f, small);
            for (int x = 0; x < size; x++)
            {
                (int left, int right, float weight) = Neighbours(((x + 0.5f) * step) - 0.5f, small);
                for (int channel = 0; channel < 3; channel++)
                {
                    float upper = Between(source[(((above * small) + left) * 3) + channel], source[(((above * small) + right) * 3) + channel], weight);
                    float lower = Between(source[(((below * small) + left) * 3) + channel], source[(((below * small) + right) * 3) + channel], weight);
                    target[(((y * size) + x) * 3) + channel] = Between(upper, lower, bottom);
                }
            }
        }

        static float Between(float a, float b, float part) => a + (part * (b - a));

        static (int First, int Second, float Part) Neighbours(float position, int count)
        {
            float inside = Math.Clamp(position, 0, count - 1);
            int first = (int)inside;
            return (first, Math.Min(first + 1, count - 1), inside - first);
        }
    }

    private static void Sample(ReadOnlySpan<byte> source, int size, float x, float y, Span<float> rgb)
    {
        x = Math.Clamp(x, 0, size - 1.001f);
        y = Math.Clamp(y, 0, size - 1.001f);
        int left = (int)x;
        int top = (int)y;
        float right = x - left;
        float bottom = y - top;
        ReadOnlySpan<byte> upper = source.Slice(((top * size) + left) * 3, 6);
        ReadOnlySpan<byte> lower = source.Slice((((top + 1) * size) + left) * 3, 6);
        for (int channel = 0; channel < 3; channel++)
        {
            float above = upper[channel] + (right * (upper[channel + 3] - upper[channel]));
            float below = lower[channel] + (right * (lower[channel + 3] - lower[channel]));
            rgb[channel] = above + (bottom * (below - above));
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

    private void WipeOut(Span<float> target, int size)
    {
        int height = _random.Next(size / 8, size / 3);
        int width = _random.Next(size / 8, size / 3);
        int top = _random.Next(size - height);
        int left = _random.Next(size - width);
        float value = _random.NextSingle();
        for (int row = top; row < top + height; row++)
        {
            target.Slice(((row * size) + left) * 3, width * 3).Fill(value);
        }
    }

    private float Uniform(float low, float high) => low + ((high - low) * _random.NextSingle());
}
