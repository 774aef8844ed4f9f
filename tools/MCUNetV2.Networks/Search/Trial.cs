// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Search;

/// <summary>What a search found out about a network.</summary>
/// <param name="Fits">Whether a plan keeps the limits.</param>
/// <param name="SramBytes">Of that plan, everything counted; 0 where none fits, as for the next two.</param>
/// <param name="Cost">Instructions of that plan, or its MACs where the search knows no processor.</param>
/// <param name="Accuracy">0 to 1; null where nobody judged it.</param>
public sealed record Trial(bool Fits, int SramBytes, long Cost, double? Accuracy)
{
    /// <summary>Of a network for which no plan keeps the limits.</summary>
    public static Trial Misfit { get; } = new(false, 0, 0, null);
}
