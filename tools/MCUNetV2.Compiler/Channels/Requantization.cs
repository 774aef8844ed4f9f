// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;

namespace MCUNetV2.Compiler.Channels;

/// <summary>Requantisation never decreases, so that bounds of what goes in lead to bounds of what comes out.</summary>
internal static class Requantization
{
    /// <summary>Range of the output for sums from <paramref name="low"/> to <paramref name="high"/>: anything, where 32 bits might wrap around.</summary>
    public static ChannelRange Of(long low, long high, QuantizedMultiplier factor, int zeroPoint, int min, int max)
    {
        int left = Math.Max(factor.Shift, 0);
        if (!(Fits(low) && Fits(high) && Fits(low << left) && Fits(high << left)))
        {
            return new ChannelRange(min, max);
        }

        low = (long)factor.Apply((int)low) + zeroPoint;
        high = (long)factor.Apply((int)high) + zeroPoint;
        return Fits(low) && Fits(high) ? new ChannelRange((int)low, (int)high).Clamp(min, max) : new ChannelRange(min, max);
    }

    private static bool Fits(long value) => value is >= int.MinValue and <= int.MaxValue;
}
