// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train adapt</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class AdaptVerb : Command
{
    protected Argument<FileInfo> Configuration { get; } = new("CONFIG") { Description = "Network configuration, a JSON file" };

    protected Option<FileInfo> StartFrom { get; } = new("--start-from") { Description = "The trained network, as for train", Required = true };

    protected Option<FileInfo> Output { get; } = new("--output", "-o") { Description = "The safetensors file to write, in half precision", Required = true };

    public AdaptVerb()
        : base("adapt", "Take a trained network's layers over into a configuration, without training")
    {
        Add(Configuration);
        foreach (Option option in new Option[] { StartFrom, Output })
        {
            Add(option);
        }
    }
}
