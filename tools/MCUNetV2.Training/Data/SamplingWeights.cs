// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Training.Data;

/// <summary>How often the pictures of each source appear in an epoch, relative to one another.</summary>
internal sealed class SamplingWeights
{
    private readonly double[] _cumulative;

    /// <param name="pictures">The training pictures.</param>
    /// <param name="weights">"source=weight" pairs, comma separated; sources that are not named weigh 1.</param>
    /// <exception cref="InvalidDataException">The text has another form, or names a source that does not exist.</exception>
    public SamplingWeights(IReadOnlyList<Picture> pictures, string weights)
        : this([.. pictures.Select(picture => picture.Source)], weights)
    {
    }

    /// <param name="sources">Of each training picture.</param>
    /// <param name="weights">As above.</param>
    /// <param name="factors">Of each training picture, by which its source's weight is multiplied; null for 1.</param>
    /// <exception cref="InvalidDataException">Likewise.</exception>
    public SamplingWeights(IReadOnlyList<string> sources, string weights, IReadOnlyList<double>? factors = null)
    {
        Dictionary<string, double> bySource = Parse(weights);
        string? unknown = bySource.Keys.Except(sources).FirstOrDefault();
        if (unknown is not null)
        {
            throw new InvalidDataException($"--sampling-weights: no training picture has the source {unknown}");
        }

        _cumulative = new double[sources.Count];
        double sum = 0;
        for (int i = 0; i < sources.Count; i++)
        {
            sum += bySource.GetValueOrDefault(sources[i], 1) * (factors?[i] ?? 1);
            _cumulative[i] = sum;
        }
    }

    /// <summary>One epoch's pictures, as many as there are, in random order: systematic sampling, so that equal weights give each picture once.</summary>
    public int[] Draw(Random random)
    {
        double step = _cumulative[^1] / _cumulative.Length;
        double start = random.NextDouble() * step;
        int[] drawn = new int[_cumulative.Length];
        int picture = 0;
        for (int i = 0; i < drawn.Length; i++)
        {
            while (picture < drawn.Length - 1 && _cumulative[picture] <= start + (i * step))
            {
                picture++;
            }

            drawn[i] = picture;
        }

        random.Shuffle(drawn);
        return drawn;
    }

    private static Dictionary<string, double> Parse(string weights)
    {
        Dictionary<string, double> bySource = [];
        foreach (string pair in weights.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=');
            if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight) || weight <= 0)
            {
                throw new InvalidDataException($"--sampling-weights: {pair} is not of the form source=weight with a positive weight");
            }

            bySource[parts[0]] = weight;
        }

        return bySource;
    }
}
