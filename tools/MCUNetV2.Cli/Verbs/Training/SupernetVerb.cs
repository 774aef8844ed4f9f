// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Options;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train supernet</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class SupernetVerb : Command
{
    protected Argument<FileInfo> Space { get; } = new("SPACE") { Description = "The networks that share their weights, a JSON file as for search" };

    protected Option<DirectoryInfo> Output { get; } = new("--output", "-o") { Description = "Folder for checkpoints, history and NAME.supernet.safetensors", Required = true };

    protected PictureOptions Pictures { get; } = new();

    protected SupernetLengths Lengths { get; } = new();

    protected RunOptions Runs { get; } = new();

    protected Option<int> Subnetworks { get; } = new Option<int>("--subnetworks") { Description = "Networks drawn at random in each step, beside the largest and the smallest", DefaultValueFactory = _ => 2 }.AtLeast(0);

    protected Option<double> Rate { get; } = new("--learning-rate") { Description = "Peak learning rate, of the largest network alone and of all together", DefaultValueFactory = _ => 1e-3 };

    public SupernetVerb()
        : base("supernet", "Train all networks of a space at once: they share their weights, and search --supernet judges them by these. The same command goes on where an interrupted run stopped.\n\n"
            + "Example: the networks around person_vww, beginning with it\n"
            + "  mcunet train supernet models/vww/supernet.json --data pictures -o out/supernet --start-from models/vww/person_vww.safetensors --largest-epochs 5 --epochs 30")
    {
        Add(Space);
        foreach (Option option in new Option[] { Pictures.Data, Output }.Concat(Lengths.All).Concat([Subnetworks, Rate]).Concat(Pictures.Others).Concat(Runs.All))
        {
            Add(option);
        }
    }
}
