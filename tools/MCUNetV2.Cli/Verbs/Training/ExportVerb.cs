// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Compiler.Quantization;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train export</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class ExportVerb : Command
{
    /// <summary>Calibration pictures, unless told.</summary>
    public const int EnoughPictures = 256;

    protected Argument<FileInfo> Configuration { get; } = new("CONFIG") { Description = "Network configuration, a JSON file" };

    protected Option<string[]> Data { get; } = new("--data") { Description = "The data set that the network was trained on; calibrates the ranges", Required = true };

    protected Option<FileInfo> CheckpointFile { get; } = new("--checkpoint") { Description = "Checkpoint of the training", Required = true };

    protected Option<FileInfo> Output { get; } = new("--output", "-o") { Description = "The .tflite to write", Required = true };

    protected Option<string?> Classes { get; } = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the configuration's)" };

    protected Option<int> Pictures { get; } = new("--pictures") { Description = "Calibration pictures", DefaultValueFactory = _ => EnoughPictures };

    protected Option<RangeMethod> Ranges { get; } = new("--ranges") { Description = "How ranges are chosen; quantisation-aware training has chosen them already", DefaultValueFactory = _ => RangeMethod.Mse };

    protected Option<string?> Odds { get; } = new("--odds") { Description = "How much likelier classes are where the network will look than its training took them to be: CLASS=FACTOR,..., 1 for the others; shifts the output's biases by the logarithms" };

    public ExportVerb()
        : base("export", "Write a checkpoint as an int8 .tflite")
    {
        Add(Configuration);
        foreach (Option option in new Option[] { Data, CheckpointFile, Output, Classes, Pictures, Ranges, Odds })
        {
            Add(option);
        }
    }
}
