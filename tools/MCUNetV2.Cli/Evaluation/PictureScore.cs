namespace MCUNetV2.Cli.Evaluation;

/// <summary>One picture of a data set and the probability of each class, 0 to 1.</summary>
internal sealed record PictureScore(string Name, int Label, string Origin, double[] Probabilities)
{
    /// <summary>The likeliest class.</summary>
    public int Class { get; } = Array.IndexOf(Probabilities, Probabilities.Max());

    public bool IsRight => Class == Label;
}
