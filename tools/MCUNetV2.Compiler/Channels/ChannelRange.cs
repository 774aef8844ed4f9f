// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Channels;

/// <summary>Bounds of the quantised values that a channel takes over all pixels and all inputs: from low to high, both included.</summary>
internal readonly record struct ChannelRange(int Low, int High)
{
    /// <summary>All that an int8 can be.</summary>
    public static ChannelRange Full => new(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>The channel is one value, whatever the input.</summary>
    public bool IsConstant => Low == High;

    public ChannelRange Union(ChannelRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    public ChannelRange Union(int value) => Union(new ChannelRange(value, value));

    /// <summary>Of the values less a zero point.</summary>
    public ChannelRange Less(int zeroPoint) => new(Low - zeroPoint, High - zeroPoint);

    public ChannelRange Clamp(int min, int max) => new(Math.Clamp(Low, min, max), Math.Clamp(High, min, max));
}
