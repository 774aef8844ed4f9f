// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Detection;

/// <summary>How much more often than others a picture is seen for the rare classes in it (Gupta et al. 2019, LVIS).</summary>
internal static class RepeatFactors
{
    // A class that at least such a part of the pictures shows is not rare.
    private const double CommonShare = 0.05;

    /// <returns>Of each picture, the root of <see cref="CommonShare"/> over the share of pictures with its rarest class, at least 1.</returns>
    public static double[] Of(IReadOnlyList<DetectionPicture> pictures)
    {
        Dictionary<int, int> counts = pictures.SelectMany(Classes).CountBy(label => label).ToDictionary();
        return [.. pictures.Select(picture => Classes(picture).Select(Factor).DefaultIfEmpty(1).Max())];

        double Factor(int label) => Math.Max(1, Math.Sqrt(CommonShare * pictures.Count / counts[label]));
    }

    private static IEnumerable<int> Classes(DetectionPicture picture) => picture.Objects.Where(box => !box.IsIgnored).Select(box => box.Class).Distinct();
}
