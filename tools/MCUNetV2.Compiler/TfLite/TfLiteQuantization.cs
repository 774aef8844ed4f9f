// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.TfLite;

/// <summary>real = scale * (quantised - zero point), with one pair for the tensor or one for each index along <paramref name="Dimension"/>.</summary>
/// <param name="Scales">One, or as many as the tensor is long along <paramref name="Dimension"/>.</param>
/// <param name="ZeroPoints">As many as <paramref name="Scales"/>.</param>
/// <param name="Dimension">The axis that a per-channel quantisation runs along.</param>
public sealed record TfLiteQuantization(ImmutableArray<float> Scales, ImmutableArray<long> ZeroPoints, int Dimension = 0)
{
    /// <summary>One scale and zero point for the whole tensor.</summary>
    public static TfLiteQuantization PerTensor(float scale, int zeroPoint) => new([scale], [zeroPoint]);
}
