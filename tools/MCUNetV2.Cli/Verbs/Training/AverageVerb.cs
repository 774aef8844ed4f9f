// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train average</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class AverageVerb : Command
{
    protected Argument<FileInfo[]> Checkpoints { get; } = new("CHECKPOINT") { Description = "Two or more checkpoints of one configuration, which began with the same weights", Arity = new ArgumentArity(2, 100) };

    protected Option<FileInfo> Output { get; } = new("--output", "-o") { Description = "The safetensors file to write, for train --start-from", Required = true };

    public AverageVerb()
        : base("average", "Average the weights of several trainings that began with the same network, which often does better than any of them")
    {
        Add(Checkpoints);
        Add(Output);
    }
}
