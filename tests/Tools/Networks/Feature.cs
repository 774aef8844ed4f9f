// SPDX-License-Identifier: MIT
namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>An activation of a network under construction.</summary>
/// <param name="Spread">About the standard deviation of its quantised values, so that the next operator can pick a scale that uses its range.</param>
internal sealed record Feature(int Tensor, int[] Shape, float Scale, int ZeroPoint, double Spread)
{
    public int Height => Shape[1];

    public int Width => Shape[2];

    public int Channels => Shape[^1];

    /// <summary>Standard deviation of the real values.</summary>
    public double Deviation => Scale * Spread;

    public int Count => Shape.Aggregate(1, (a, b) => a * b);
}
