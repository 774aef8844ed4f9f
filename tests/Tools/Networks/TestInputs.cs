// SPDX-License-Identifier: MIT
namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Inputs of a network.</summary>
internal static class TestInputs
{
    public static sbyte[] Noise(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128))];
    }

    /// <summary>Those that drive sums to their bounds: all least, all greatest, and both in turns.</summary>
    public static IEnumerable<sbyte[]> Extremes(int count)
    {
        yield return [.. Enumerable.Repeat(sbyte.MinValue, count)];
        yield return [.. Enumerable.Repeat(sbyte.MaxValue, count)];
        foreach (int run in (int[])[1, 3, 7])
        {
            yield return [.. Enumerable.Range(0, count).Select(i => i / run % 2 == 0 ? sbyte.MinValue : sbyte.MaxValue)];
        }
    }
}
