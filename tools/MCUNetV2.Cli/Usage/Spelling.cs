// SPDX-License-Identifier: MIT
namespace MCUNetV2.Cli.Usage;

/// <summary>What somebody meant who typed something that does not exist.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the words, if it is near: a third of its letters may differ, at most three.</summary>
    public static string? Nearest(string typed, IEnumerable<string> words)
    {
        (string Word, int Distance) nearest = words
            .Select(word => (Word: word, Distance: Distance(typed.ToLowerInvariant(), word.ToLowerInvariant())))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Word is { } found && nearest.Distance <= Math.Min(3, (found.TrimStart('-').Length + 2) / 3) ? found : null;
    }

    /// <summary>Letters to insert, remove, change or swap with their neighbour (optimal string alignment distance).</summary>
    private static int Distance(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                cost[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[from.Length, to.Length];
    }
}
