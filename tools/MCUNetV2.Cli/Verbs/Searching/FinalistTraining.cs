// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using MCUNetV2.Cli.Programs;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>Lets the training program train the finalists for a short while. The same search goes on where it was stopped.</summary>
/// <param name="finalists">Whom to train.</param>
/// <param name="output">The file that the search writes; configurations and checkpoints lie in a folder beside it.</param>
/// <param name="data">Data sets, as for <c>train</c>.</param>
/// <param name="epochs">Passes over the pictures with which all begin.</param>
/// <param name="seed">Seed of the trainings.</param>
/// <param name="time">Of the target; null for none.</param>
internal sealed class FinalistTraining(ImmutableArray<Finalist> finalists, string output, IReadOnlyList<string> data, int epochs, int seed, TimeBudget? time)
{
    private readonly string _folder = Path.ChangeExtension(Path.GetFullPath(output), ".finalists");

    private string[] Files => [.. finalists.Select((_, i) => Path.Combine(_folder, $"{i + 1}.json"))];

    /// <returns>The training program's exit code; it has said itself what went wrong.</returns>
    public async Task<int> RunAsync(TextWriter error, CancellationToken cancellation)
    {
        foreach ((string file, Finalist finalist) in Files.Zip(finalists))
        {
            OutputFile.Write(file, ConfigurationText.Of(finalist.Candidate.Network));
        }

        string[] numbers = ["--epochs", epochs.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture)];
        return await ToolProgram.Training.RunAsync(
            error,
            ["train", "compare", .. Files, .. data.SelectMany(folder => new[] { "--data", Path.GetFullPath(folder) }), "--output", _folder, .. numbers],
            cancellation);
    }

    /// <summary>The finalists, the best first.</summary>
    public IEnumerable<FinalistReport> Ranking()
    {
        foreach (string[] cells in File.ReadLines(Path.Combine(_folder, "comparison.csv")).Skip(1).Select(line => line.Split(',')))
        {
            Finalist finalist = finalists[Array.FindIndex(Files, file => Path.GetFileName(file) == cells[0])];
            yield return FinalistReport.Create(finalist.Candidate.Network, finalist.Deployment, double.Parse(cells[2], CultureInfo.InvariantCulture), time);
        }
    }
}
