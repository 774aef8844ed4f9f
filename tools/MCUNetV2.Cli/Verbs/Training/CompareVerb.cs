// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train compare</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class CompareVerb : Command
{
    protected Argument<FileInfo[]> Configurations { get; } = new("CONFIG") { Description = "Network configurations, JSON files of different names", Arity = ArgumentArity.OneOrMore };

    protected Option<string[]> Data { get; } = new("--data") { Description = "The data set, as for train", Required = true };

    protected Option<DirectoryInfo> Output { get; } = new("--output", "-o") { Description = "Folder for checkpoints and comparison.csv", Required = true };

    protected Option<int> Epochs { get; } = new("--epochs") { Description = "Passes over the pictures with which all begin; the better half goes on to twice as many, until one is best", DefaultValueFactory = _ => 4 };

    protected Option<int> BatchSize { get; } = new("--batch") { Description = "Pictures a step", DefaultValueFactory = _ => 96 };

    protected Option<int> Seed { get; } = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };

    public CompareVerb()
        : base("compare", "Rank networks by their accuracy after a short training. The same command goes on where an interrupted run stopped.\n\n"
            + "Example: which of two learns better\n"
            + "  mcunet train compare a.json b.json --data pictures -o out/compare --epochs 4")
    {
        Add(Configurations);
        foreach (Option option in new Option[] { Data, Output, Epochs, BatchSize, Seed })
        {
            Add(option);
        }
    }
}
