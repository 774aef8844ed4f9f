// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class TrainVerb : Command
{
    /// <summary>Values of <c>--device</c>.</summary>
    public const string AutoDevice = "auto";

    /// <inheritdoc cref="AutoDevice"/>
    public const string CpuDevice = "cpu";

    /// <inheritdoc cref="AutoDevice"/>
    public const string CudaDevice = "cuda";

    protected Argument<FileInfo?> Configuration { get; } = new("CONFIG") { Description = "Network configuration, a JSON file; without one, the shipped backbone learns the folders of --data as classes", Arity = ArgumentArity.ZeroOrOne };

    protected Option<string[]> Data { get; } = new("--data") { Description = "Folder with one folder a class, with manifest.csv or boxes.jsonl and tar files; may be given several times", Required = true };

    protected Option<DirectoryInfo> Output { get; } = new("--output", "-o") { Description = "Folder for checkpoints, history and the exported model", Required = true };

    protected Option<string?> Classes { get; } = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the configuration's)" };

    protected Option<FileInfo?> SoftLabelFile { get; } = new("--soft-labels") { Description = "CSV of a teacher's probabilities: file, then one column a class" };

    protected Option<float> TeacherShare { get; } = new("--teacher-share") { Description = "Weight of the teacher against the label, 0 to 1", DefaultValueFactory = _ => 0.6f };

    protected Option<FileInfo?> Hints { get; } = new("--hints") { Description = "A teacher's feature vectors, to be predicted beside the classes" };

    protected Option<double> HintWeight { get; } = new("--hint-weight") { Description = "Weight of the feature vectors in the loss", DefaultValueFactory = _ => 1 };

    protected TeacherOptions Teachers { get; } = new();

    protected Option<FileInfo?> StartFrom { get; } = new("--start-from") { Description = "A trained network, every layer of which that fits is begun with: safetensors (one of our checkpoints, or with MCUNet's names), .onnx or .tflite" };

    protected Option<float[]> StartPixels { get; } = new("--start-pixels") { Description = "What an .onnx or float .tflite of --start-from takes for a black and for a white pixel, two numbers (default: 0 1)", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "LOW HIGH" };

    protected Option<double> HeadRate { get; } = new("--head-rate") { Description = "How many times faster new layers learn than those of --start-from", DefaultValueFactory = _ => 4 };

    protected Option<int> FrozenEpochs { get; } = new("--freeze-epochs") { Description = "Epochs, the first ones, in which the layers of --start-from stay as they are", DefaultValueFactory = _ => 0 };

    protected Option<int> SettledBlocks { get; } = new("--settled-blocks") { Description = "How many blocks of --start-from, the stem first, learn only while pictures are small", DefaultValueFactory = _ => 0 };

    protected Option<int> SmallSize { get; } = new("--small-size") { Description = "Size of the small pictures of --small-share (default: about four fifths of the input)", DefaultValueFactory = _ => 0 };

    protected Option<FileInfo?> Boxes { get; } = new("--boxes") { Description = "Where a detector found objects, as detect writes it: a crop that lost them is then taught as one without" };

    protected Option<float> SmallestCrop { get; } = new("--smallest-crop") { Description = "Area of the smallest views, as part of the picture", DefaultValueFactory = _ => 0.5f };

    protected Option<float> LargestCrop { get; } = new("--largest-crop") { Description = "Area of the largest views; beyond 1 the picture's edge is repeated, and objects become smaller", DefaultValueFactory = _ => 1.1f };

    protected Option<float> Colour { get; } = new("--colour") { Description = "How much views differ in colour, 0 to 1", DefaultValueFactory = _ => 1 };

    protected Option<float> Blur { get; } = new("--blur") { Description = "Share of views that are blurred, as pictures are that were small once, 0 to 1", DefaultValueFactory = _ => 0 };

    protected Option<float> Mix { get; } = new("--mix") { Description = "Share of views that are mixed with another one, blended (mixup) or with a rectangle of it (CutMix), 0 to 1; not with --hints", DefaultValueFactory = _ => 0 };

    protected Option<float> Mosaic { get; } = new("--mosaic") { Description = "Of a detector: share of views that are put together of four pictures, 0 to 1", DefaultValueFactory = _ => 0.5f };

    protected Option<int?> InputSize { get; } = new("--input-size") { Description = "Height and width of the input without a configuration (default: the backbone's); smaller costs accuracy and saves memory and time" };

    protected Option<int> Threads { get; } = new("--threads") { Description = "Threads of torch (default: one a core)" };

    protected Option<string> Sampling { get; } = new("--sampling-weights") { Description = "How often a source's pictures appear: source=weight,...; 1 for the others", DefaultValueFactory = _ => "" };

    protected Option<double> SmallShare { get; } = new("--small-share") { Description = "Share of the epochs, the first ones, that see pictures of four fifths the size, which is faster", DefaultValueFactory = _ => 0.5 };

    protected Option<int> Epochs { get; } = new("--epochs") { Description = "Passes over the training pictures", DefaultValueFactory = _ => 60 };

    protected Option<int> QuantizedEpochs { get; } = new("--quantisation-aware-epochs") { Description = "Further passes, in which the network computes as it will in int8", DefaultValueFactory = _ => 0 };

    protected Option<int> BatchSize { get; } = new("--batch") { Description = "Pictures a step", DefaultValueFactory = _ => 96 };

    protected Option<double?> Rate { get; } = new("--learning-rate") { Description = "Peak learning rate (default: 0.003; 0.0006 with --start-from, whose layers need small steps)" };

    protected Option<string> Device { get; } = new("--device") { Description = "Where to compute: cpu, cuda, or auto, which takes CUDA where there is one", DefaultValueFactory = _ => AutoDevice };

    protected Option<int> Seed { get; } = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };

    protected Option<bool> Restart { get; } = new("--restart") { Description = "Ignore an existing checkpoint" };

    public TrainVerb()
        : base("train", "Train a network on labelled pictures and export it as an int8 .tflite. The same command goes on where an interrupted run stopped.\n\n"
            + "Example: some tens of photographs in photos/cup, photos/hand and photos/nothing\n"
            + "  mcunet train --data photos -o out/mine\n"
            + "Example: a network of your own and thousands of photographs in pictures/person and pictures/no person\n"
            + "  mcunet train models/vww/config.json --data pictures -o out/mine --epochs 40\n"
            + "  mcunet eval out/mine/person_vww.tflite --dataset pictures --split val")
    {
        Add(Configuration);
        foreach (Option option in new Option[] { Data, Output, Classes, SoftLabelFile, TeacherShare, Hints, HintWeight, StartFrom, StartPixels, HeadRate, FrozenEpochs, SettledBlocks, SmallSize, Boxes, SmallestCrop, LargestCrop, Colour, Blur, Mix, Mosaic, InputSize, Threads, Sampling, SmallShare, Epochs, QuantizedEpochs, BatchSize, Rate, Device, Seed, Restart }.Concat(Teachers.All))
        {
            Add(option);
        }

        Device.AcceptOnlyFromAmong(AutoDevice, CpuDevice, CudaDevice);
        Validators.Add(result =>
        {
            if (result.GetValue(Teachers.Files) is { Length: > 0 } && (result.GetValue(SoftLabelFile) ?? result.GetValue(Hints)) is not null)
            {
                result.AddError("--teacher judges every view itself: leave --soft-labels and --hints out, or --teacher");
            }

            if (result.GetResult(Mix) is { Implicit: false } && result.GetValue(Hints) is not null)
            {
                result.AddError("--mix shows two pictures in one view, of which --hints knows only one: leave one of them out");
            }
        });
    }
}
