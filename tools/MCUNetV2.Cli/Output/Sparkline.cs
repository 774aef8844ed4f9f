// SPDX-License-Identifier: MIT
namespace MCUNetV2.Cli.Output;

/// <summary>Numbers as a line of eight block heights.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>The lowest value is the lowest block, the highest the highest; equal values lie in the middle.</summary>
    public static string Draw(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return "";
        }

        double low = values.Min();
        double span = values.Max() - low;
        return string.Concat(values.Select(value => Blocks[span <= 0 ? Blocks.Length / 2 : (int)((value - low) / span * (Blocks.Length - 1))]));
    }
}
