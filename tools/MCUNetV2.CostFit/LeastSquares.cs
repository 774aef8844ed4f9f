// SPDX-License-Identifier: MIT
namespace MCUNetV2.CostFit;

/// <summary>
/// Linear least squares of relative errors, robust: by coordinate descent on the normal equations, again and again with less weight for what is far off
/// (Huber).
/// </summary>
internal sealed class LeastSquares
{
    private const int Rounds = 8;
    private const int Sweeps = 4_000;
    private const double Enough = 1e-7;
    private const double Ridge = 1e-9;      // of the diagonal, so that what is not told apart is shared
    private const double Usual = 0.03;      // share of a value up to which an error is as it should be
    private const double Least = 100;       // below it errors are as large as they are, whatever the value

    private readonly Dictionary<string, int> _columns = [];
    private readonly List<((int Column, double Amount)[] Amounts, double Value)> _rows = [];

    /// <param name="amounts">Of each thing.</param>
    /// <param name="value">What all took.</param>
    public void Add(IReadOnlyDictionary<string, double> amounts, double value) =>
        _rows.Add(([.. amounts.Select(pair => (ColumnOf(pair.Key), pair.Value))], value));

    /// <summary>What each thing takes: at least 0 unless told.</summary>
    public SortedDictionary<string, double> Solve(bool mayBeNegative = false)
    {
        double[] solution = new double[_columns.Count];
        for (int round = 0; round < Rounds; round++)
        {
            solution = Solve([.. _rows.Select(row => Weight(row.Amounts.Sum(pair => pair.Amount * solution[pair.Column]), row.Value, round))], solution, mayBeNegative);
        }

        return new SortedDictionary<string, double>(_columns.ToDictionary(pair => pair.Key, pair => solution[pair.Value]), StringComparer.Ordinal);
    }

    private static double Weight(double fitted, double value, int round)
    {
        double size = Math.Max(Math.Abs(value), Least), off = Math.Abs(fitted - value) / size;
        double trust = round == 0 ? 1 : Math.Min(1, Usual / off);
        return trust / size;
    }

    private double[] Solve(double[] weights, double[] start, bool mayBeNegative)
    {
        int count = _columns.Count;
        double[][] products = [.. Enumerable.Range(0, count).Select(_ => new double[count])];
        double[] solution = [.. start], gradient = new double[count];
        for (int r = 0; r < weights.Length; r++)
        {
            ((int Column, double Amount)[] amounts, double value) = _rows[r];
            double off = amounts.Sum(pair => pair.Amount * solution[pair.Column]) - value;
            foreach ((int i, double a) in amounts)
            {
                gradient[i] += weights[r] * a * off;
                foreach ((int j, double b) in amounts)
                {
                    products[i][j] += weights[r] * a * b;
                }
            }
        }

        double largest = double.MaxValue;
        for (int sweep = 0; sweep < Sweeps && largest > Enough; sweep++)
        {
            largest = 0;
            for (int i = 0; i < count; i++)
            {
                double diagonal = products[i][i];
                if (diagonal == 0)
                {
                    continue;
                }

                double changed = solution[i] - ((gradient[i] + (Ridge * diagonal * solution[i])) / (diagonal * (1 + Ridge)));
                changed = mayBeNegative ? changed : Math.Max(0, changed);
                double step = changed - solution[i];
                solution[i] = changed;
                for (int j = 0; step != 0 && j < count; j++)
                {
                    gradient[j] += step * products[i][j];
                }

                largest = Math.Max(largest, Math.Abs(step) / (Math.Abs(changed) + 1));
            }
        }

        return solution;
    }

    private int ColumnOf(string term)
    {
        if (!_columns.TryGetValue(term, out int column))
        {
            _columns[term] = column = _columns.Count;
        }

        return column;
    }
}
