// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Host.Inference;

/// <summary>Rows [Top, Bottom) and columns [Left, Right) of the model's input.</summary>
public sealed record InputRegion(int Top, int Bottom, int Left, int Right)
{
    internal static InputRegion From(int[] fields) => new(
        fields[RegionField.Top], fields[RegionField.Bottom], fields[RegionField.Left], fields[RegionField.Right]);
}
