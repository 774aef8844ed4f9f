// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train teach</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class TeachVerb : Command
{
    protected Argument<FileInfo> Configuration { get; } = new("CONFIG") { Description = "Network configuration of the student, a JSON file" };

    protected TeacherOptions Teachers { get; } = new();

    protected Option<string[]> Data { get; } = new("--data") { Description = "The data set, as for train", Required = true };

    protected Option<DirectoryInfo> Output { get; } = new("--output", "-o") { Description = "Folder for soft-labels.csv and hints.bin", Required = true };

    protected Option<string?> Classes { get; } = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the configuration's)" };

    public TeachVerb()
        : base("teach", "Compute what trained networks know of the training pictures")
    {
        Teachers.Files.Required = true;
        Add(Configuration);
        foreach (Option option in Teachers.All.Concat([Data, Output, Classes]))
        {
            Add(option);
        }
    }
}
