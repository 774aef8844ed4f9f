using System.Collections.Immutable;

namespace MCUNetV2.Cli.Evaluation;

/// <summary>Accuracy on the pictures whose labels come from one origin.</summary>
internal sealed record OriginReport(string Origin, int Count, double Accuracy)
{
    /// <returns>By falling count.</returns>
    public static ImmutableArray<OriginReport> Create(IEnumerable<PictureScore> scores)
    {
        return
        [
            .. scores.GroupBy(score => score.Origin)
                .Select(group => new OriginReport(group.Key, group.Count(), Math.Round(group.Average(score => score.IsRight ? 1.0 : 0.0), 6)))
                .OrderByDescending(report => report.Count),
        ];
    }
}
