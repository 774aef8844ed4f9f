// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Networks.Search;

/// <summary>
/// Keeps what a search found out about each network in a file, a line each, so that an interrupted search goes on: the same search asks about the same networks in
/// the same order, and those of the file are answered at once. The first line says what the search was.
/// </summary>
public sealed class TrialJournal
{
    private const char Separator = ';';
    private const string Yes = "fits";
    private const string No = "no";

    private readonly string _path;
    private readonly Dictionary<string, Trial> _trials = new(StringComparer.Ordinal);

    private TrialJournal(string path) => _path = path;

    /// <summary>Networks that it knows.</summary>
    public int Count => _trials.Count;

    /// <summary>Opens the journal of a search, or begins it. One of another search is begun anew.</summary>
    /// <param name="path">The file.</param>
    /// <param name="search">What the search is, in one line: space, limits, seed, judge.</param>
    public static TrialJournal Open(string path, string search)
    {
        TrialJournal journal = new(path);
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        if (lines.Length > 0 && lines[0] == search)
        {
            // A last line that was cut short is no line.
            foreach (string[] cells in lines.Skip(1).Select(line => line.Split(Separator)).Where(cells => cells.Length == 6))
            {
                journal._trials[cells[0]] = new Trial(cells[1] == Yes, int.Parse(cells[2], CultureInfo.InvariantCulture), long.Parse(cells[3], CultureInfo.InvariantCulture),
                    cells[4].Length == 0 ? null : double.Parse(cells[4], CultureInfo.InvariantCulture));
            }
        }

        OutputFile.Write(path, string.Concat(journal._trials.Select(trial => Line(trial.Key, trial.Value)).Prepend(search + "\n")));
        return journal;
    }

    /// <summary>What is known of a network; null for nothing.</summary>
    public Trial? Find(string network) => _trials.GetValueOrDefault(network);

    public void Add(string network, Trial trial)
    {
        _trials[network] = trial;
        File.AppendAllText(_path, Line(network, trial));
    }

    private static string Line(string network, Trial trial) => string.Create(
        CultureInfo.InvariantCulture,
        $"{network}{Separator}{(trial.Fits ? Yes : No)}{Separator}{trial.SramBytes}{Separator}{trial.Cost}{Separator}{trial.Accuracy:R}{Separator}\n");
}
