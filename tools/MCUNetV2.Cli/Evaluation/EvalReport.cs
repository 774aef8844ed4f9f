using System.Collections.Immutable;

namespace MCUNetV2.Cli.Evaluation;

/// <summary>What <c>eval</c> says of a classifier.</summary>
/// <param name="Accuracy">Right pictures / all, 0 to 1.</param>
/// <param name="Classes">Names, in the order of the outputs.</param>
/// <param name="Confusion">Rows: true class; columns: what the model said.</param>
/// <param name="Origins">Accuracy by where the labels come from.</param>
/// <param name="PeakBytes">SRAM of the schedule that ran.</param>
internal sealed record EvalReport(
    string Model,
    string Dataset,
    string Split,
    int Count,
    double Accuracy,
    ImmutableArray<string> Classes,
    ImmutableArray<ImmutableArray<int>> Confusion,
    ImmutableArray<OriginReport> Origins,
    string Schedule,
    long PeakBytes)
{
    public static ImmutableArray<ImmutableArray<int>> CountConfusion(IReadOnlyList<PictureScore> scores, int classes)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach (PictureScore score in scores)
        {
            counts[score.Label][score.Class]++;
        }

        return [.. counts.Select(row => row.ToImmutableArray())];
    }
}
