// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

/// <summary>Views made of two pictures are taught as both.</summary>
public sealed class ViewMixingTests
{
    private const int Size = 16;
    private const int Length = Size * Size * 3;

    /// <summary>Every view is one even value, its number, and is taught as it: what is seen of another one can be counted.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Targets_are_mixed_as_pixels_are(int seed)
    {
        const int Count = 24;
        float[] pixels = [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Repeat((float)i, Length))];
        float[] targets = [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Range(0, Count).Select(label => label == i ? 1f : 0f))];

        ViewMixing.Apply(pixels, targets, Size, Count, share: 1, new Random(seed));

        for (int i = 0; i < Count; i++)
        {
            float[] row = targets[(i * Count)..((i + 1) * Count)];
            int next = (i + 1) % Count;
            row.Sum().ShouldBe(1, 1e-5f);
            (row[i] + row[next]).ShouldBe(1, 1e-5f);
            row[next].ShouldBeInRange(0, 0.6f);
            float seen = pixels.AsSpan(i * Length, Length).ToArray().Average();
            seen.ShouldBe((row[i] * i) + (row[next] * next), 0.01f);
        }
    }

    [Fact]
    public void Without_a_share_nothing_changes()
    {
        float[] pixels = [.. Enumerable.Range(0, 2 * Length).Select(i => (float)i)];
        float[] targets = [1, 0, 0, 1];
        float[] before = [.. pixels];

        ViewMixing.Apply(pixels, targets, Size, 2, share: 0, new Random(1));

        pixels.ShouldBe(before);
        targets.ShouldBe([1, 0, 0, 1]);
    }
}
