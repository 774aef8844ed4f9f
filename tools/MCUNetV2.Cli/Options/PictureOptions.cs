// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Options;

/// <summary>What every training asks about its pictures: where they are, how views of them differ, what is to be learnt from each.</summary>
internal sealed class PictureOptions
{
    public Option<string[]> Data { get; } = new("--data") { Description = "Folder with one folder a class, with manifest.csv or boxes.jsonl and tar files; may be given several times", Required = true };

    public Option<string?> Classes { get; } = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the configuration's)" };

    public Option<FileInfo?> SoftLabelFile { get; } = new("--soft-labels") { Description = "CSV of a teacher's probabilities: file, then one column a class" };

    public Option<float> TeacherShare { get; } = new("--teacher-share") { Description = "Weight of the teacher against the label, 0 to 1", DefaultValueFactory = _ => 0.6f };

    public Option<FileInfo?> Hints { get; } = new("--hints") { Description = "A teacher's feature vectors, to be predicted beside the classes" };

    public Option<double> HintWeight { get; } = new("--hint-weight") { Description = "Weight of the feature vectors in the loss", DefaultValueFactory = _ => 1 };

    public Option<FileInfo?> Boxes { get; } = new("--boxes") { Description = "Where a detector found objects, as detect writes it: a crop that lost them is then taught as one without" };

    public Option<float> SmallestCrop { get; } = new("--smallest-crop") { Description = "Area of the smallest views, as part of the picture", DefaultValueFactory = _ => 0.5f };

    public Option<float> LargestCrop { get; } = new("--largest-crop") { Description = "Area of the largest views; beyond 1 the picture's edge is repeated, and objects become smaller", DefaultValueFactory = _ => 1.1f };

    public Option<float> Colour { get; } = new("--colour") { Description = "How much views differ in colour, 0 to 1", DefaultValueFactory = _ => 1 };

    public Option<float> Blur { get; } = new("--blur") { Description = "Share of views that are blurred, as pictures are that were small once, 0 to 1", DefaultValueFactory = _ => 0 };

    public Option<string> Sampling { get; } = new("--sampling-weights") { Description = "How often a source's pictures appear: source=weight,...; 1 for the others", DefaultValueFactory = _ => "" };

    public IEnumerable<Option> Others => [Classes, SoftLabelFile, TeacherShare, Hints, HintWeight, Boxes, SmallestCrop, LargestCrop, Colour, Blur, Sampling];
}
