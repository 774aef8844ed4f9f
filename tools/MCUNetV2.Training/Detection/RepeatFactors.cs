// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Detection;

/// <summary>How much more often than others a picture is seen for the rare classes in it (Gupta et al. 2019, LVIS).</summary>
internal static class RepeatFactors
{
    // A class that at least such a part of the pictures shows is not rare.
    private const double CommonShare = 0.1;

    /// <param name="pictures">The training pictures.</param>
    /// <param name="power">0 treats all pictures alike, 1 shows each rare class as often as a common one; LVIS takes 0.5.</param>
    /// <returns>Of each picture, <see cref="CommonShare"/> over the share of pictures with its rarest class, to that power, at least 1.</returns>
    public static double[] Of(IReadOnlyList<DetectionPicture> pictures, double power)
    {
        Dictionary<int, int> counts = pictures.SelectMany(Classes).CountBy(label => label).ToDictionary();
        return [.. pictures.Select(picture => Classes(picture).Select(Factor).DefaultIfEmpty(1).Max())];

        double Factor(int label) => Math.Max(1, Math.Pow(CommonShare * pictures.Count / counts[label], power));
    }

    private static IEnumerable<int> Classes(DetectionPicture picture) => picture.Objects.Where(box => !box.IsIgnored).Select(box => box.Class).Distinct();
}
