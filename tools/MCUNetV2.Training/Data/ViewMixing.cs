// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>
/// Views made of two: half of them a blend (mixup, Zhang et al. 2018), half with a rectangle of the other one (CutMix, Yun et al. 2019). What they are taught as is
/// mixed by the same parts.
/// </summary>
internal static class ViewMixing
{
    /// <param name="pixels">Views of a batch, size x size x 3 values each.</param>
    /// <param name="targets">Class probabilities of each.</param>
    /// <param name="size">Height and width of a view.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="share">Of views that are mixed with the next one of the batch, 0 to 1.</param>
    /// <param name="random">Draws which, and how.</param>
    public static void Apply(float[] pixels, float[] targets, int size, int classes, float share, Random random)
    {
        int length = size * size * 3;
        int count = targets.Length / classes;
        if (count < 2)
        {
            return;
        }

        // The first view as it was, for the last one.
        float[] first = pixels[..length];
        float[] firstTarget = targets[..classes];
        for (int i = 0; i < count; i++)
        {
            bool isLast = i == count - 1;
            ReadOnlySpan<float> other = isLast ? first : pixels.AsSpan((i + 1) * length, length);
            ReadOnlySpan<float> otherTarget = isLast ? firstTarget : targets.AsSpan((i + 1) * classes, classes);
            if (random.NextSingle() >= share)
            {
                continue;
            }

            Span<float> view = pixels.AsSpan(i * length, length);
            float part = random.Next(2) == 0 ? Blend(view, other, random) : Paste(view, other, size, random);
            Lerp(targets.AsSpan(i * classes, classes), otherTarget, part);
        }
    }

    /// <returns>The other view's part.</returns>
    private static float Blend(Span<float> view, ReadOnlySpan<float> other, Random random)
    {
        float part = 0.5f * random.NextSingle();
        Lerp(view, other, part);
        return part;
    }

    /// <inheritdoc cref="Blend"/>
    private static float Paste(Span<float> view, ReadOnlySpan<float> other, int size, Random random)
    {
        int height = random.Next(size / 4, (size * 3 / 4) + 1);
        int width = random.Next(size / 4, (size * 3 / 4) + 1);
        int top = random.Next(size - height + 1);
        int left = random.Next(size - width + 1);
        for (int row = top; row < top + height; row++)
        {
            int from = ((row * size) + left) * 3;
            other.Slice(from, width * 3).CopyTo(view[from..]);
        }

        return height * width / (float)(size * size);
    }

    private static void Lerp(Span<float> values, ReadOnlySpan<float> others, float part)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += part * (others[i] - values[i]);
        }
    }
}
