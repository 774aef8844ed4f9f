// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train detect</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class DetectVerb : Command
{
    protected Option<FileInfo> Detector { get; } = new("--detector") { Description = "A YOLOX detector, float .onnx", Required = true };

    protected Option<string> Class { get; } = new("--class")
    {
        Description = "Number of the detector's class that is looked for, from 0; or several with the names that they have here: cat=15,dog=16", DefaultValueFactory = _ => "0",
    };

    protected Option<string[]> Data { get; } = new("--data") { Description = "The data set, as for train", Required = true };

    protected Option<FileInfo> Output { get; } = new("--output", "-o") { Description = "The boxes file; an unfinished one is gone on with", Required = true };

    protected Option<string> Classes { get; } = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs", DefaultValueFactory = _ => "no person,person" };

    protected Option<int> Threads { get; } = new("--threads") { Description = "Pictures at a time", DefaultValueFactory = _ => Environment.ProcessorCount };

    public DetectVerb()
        : base("detect", "Find objects in the pictures of a data set with a detector, for train --boxes.\n\n"
            + "Example: where people are\n"
            + "  mcunet train detect --detector yolox_nano.onnx --data pictures -o out/boxes.jsonl\n"
            + "Example: cats and dogs, by a detector of COCO's classes\n"
            + "  mcunet train detect --detector yolox_nano.onnx --class cat=15,dog=16 --data pictures -o out/boxes.jsonl")
    {
        foreach (Option option in new Option[] { Detector, Class, Data, Output, Classes, Threads })
        {
            Add(option);
        }
    }
}
