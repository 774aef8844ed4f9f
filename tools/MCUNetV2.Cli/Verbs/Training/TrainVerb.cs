// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using MCUNetV2.Cli.Options;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>The command line of <c>train</c>, which the tool and the training program share: help and usage errors need no libtorch.</summary>
internal class TrainVerb : Command
{
    private const int MostViews = 1000;

    protected Argument<FileInfo?> Configuration { get; } = new("CONFIG") { Description = "Network configuration, a JSON file; without one, the shipped backbone learns the folders of --data as classes", Arity = ArgumentArity.ZeroOrOne };

    protected Option<DirectoryInfo> Output { get; } = new("--output", "-o") { Description = "Folder for checkpoints, history and the exported model", Required = true };

    protected PictureOptions Pictures { get; } = new();

    protected RunOptions Runs { get; } = new();

    protected TeacherOptions Teachers { get; } = new();

    protected Option<FileInfo?> StartFrom { get; } = new("--start-from") { Description = "A trained network, every layer of which that fits is begun with: safetensors (one of our checkpoints, or with MCUNet's names), .onnx or .tflite" };

    protected Option<float[]> StartPixels { get; } = new("--start-pixels") { Description = "What an .onnx or float .tflite of --start-from takes for a black and for a white pixel, two numbers (default: 0 1)", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "LOW HIGH" };

    protected Option<double> HeadRate { get; } = new("--head-rate") { Description = "How many times faster new layers learn than those of --start-from", DefaultValueFactory = _ => 4 };

    protected Option<int> FrozenEpochs { get; } = new("--freeze-epochs") { Description = "Epochs, the first ones, in which the layers of --start-from stay as they are", DefaultValueFactory = _ => 0 };

    protected Option<int> SettledBlocks { get; } = new("--settled-blocks") { Description = "How many blocks of --start-from, the stem first, learn only while pictures are small", DefaultValueFactory = _ => 0 };

    protected Option<int> SmallSize { get; } = new("--small-size") { Description = "Size of the small pictures of --small-share (default: about four fifths of the input)", DefaultValueFactory = _ => 0 };

    protected Option<float> Mix { get; } = new("--mix") { Description = "Share of views that are mixed with another one, blended (mixup) or with a rectangle of it (CutMix), 0 to 1; not with --hints", DefaultValueFactory = _ => 0 };

    protected Option<int> Views { get; } = new("--views") { Description = "Views of each picture that all epochs share, so that each --teacher is asked once for each; 0: new ones in every epoch", DefaultValueFactory = _ => 0 };

    protected Option<FileInfo?> Answers { get; } = new("--answers") { Description = "Where what teachers say of --views is kept, for this training and others (default: answers.bin in the output folder)" };

    protected Option<string[]> Unlabelled { get; } = new("--unlabelled") { Description = "Folder of pictures, at any depth, of which nobody said what they show: each --teacher does; may be given several times" };

    protected Option<double> ClassBalance { get; } = new("--class-balance")
    {
        Description = "Of a detector: how much more often pictures of rare classes are seen, from 0, as often as others, to 1, as often as common classes", DefaultValueFactory = _ => 0.5,
    };

    protected Option<float> Mosaic { get; } = new("--mosaic") { Description = "Of a detector: share of views that are put together of four or nine pictures, 0 to 1", DefaultValueFactory = _ => 0.5f };

    protected Option<int?> InputSize { get; } = new("--input-size") { Description = "Height and width of the input without a configuration (default: the backbone's); smaller costs accuracy and saves memory and time" };

    protected Option<double> SmallShare { get; } = new("--small-share") { Description = "Share of the epochs, the first ones, that see pictures of four fifths the size, which is faster", DefaultValueFactory = _ => 0.5 };

    protected Option<int> Epochs { get; } = new("--epochs") { Description = "Passes over the training pictures", DefaultValueFactory = _ => 60 };

    protected Option<int> QuantizedEpochs { get; } = new("--quantisation-aware-epochs") { Description = "Further passes, in which the network computes as it will in int8", DefaultValueFactory = _ => 0 };

    protected Option<double?> Rate { get; } = new("--learning-rate") { Description = "Peak learning rate (default: 0.003; 0.0006 with --start-from, whose layers need small steps)" };

    public TrainVerb()
        : base("train", "Train a network on labelled pictures and export it as an int8 .tflite. The same command goes on where an interrupted run stopped.\n\n"
            + "Example: some tens of photographs in photos/cup, photos/hand and photos/nothing\n"
            + "  mcunet train --data photos -o out/mine\n"
            + "Example: a network of your own and thousands of photographs in pictures/person and pictures/no person\n"
            + "  mcunet train models/vww/config.json --data pictures -o out/mine --epochs 40\n"
            + "  mcunet eval out/mine/person_vww.tflite --dataset pictures --split val")
    {
        Add(Configuration);
        foreach (Option option in new Option[] { Pictures.Data, Output, StartFrom, StartPixels, HeadRate, FrozenEpochs, SettledBlocks, SmallSize, Mix, Views, Answers, Unlabelled, Mosaic, ClassBalance, InputSize, SmallShare, Epochs, QuantizedEpochs, Rate }.Concat(Pictures.Others).Concat(Runs.All).Concat(Teachers.All))
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            bool isTaught = result.GetValue(Teachers.Files) is { Length: > 0 };
            if (isTaught && (result.GetValue(Pictures.SoftLabelFile) ?? result.GetValue(Pictures.Hints)) is not null)
            {
                result.AddError("--teacher judges every view itself: leave --soft-labels and --hints out, or --teacher");
            }

            if (result.GetResult(Mix) is { Implicit: false } && result.GetValue(Pictures.Hints) is not null)
            {
                result.AddError("--mix shows two pictures in one view, of which --hints knows only one: leave one of them out");
            }

            if (result.GetValue(Unlabelled) is { Length: > 0 } && !isTaught)
            {
                result.AddError("--unlabelled needs a --teacher that says what the pictures show");
            }

            if (result.GetResult(Views) is { Implicit: false })
            {
                CheckViews(result, isTaught);
            }
            else if (result.GetValue(Answers) is not null)
            {
                result.AddError("--answers keeps what teachers say of the views that all epochs share: name their number with --views");
            }
        });
    }

    private void CheckViews(CommandResult result, bool isTaught)
    {
        if (result.GetValue(Views) is < 0 or > MostViews)
        {
            result.AddError($"--views takes a number from 0 to {MostViews}");
        }

        if (!isTaught)
        {
            result.AddError("--views saves asking a --teacher again: name one, or leave --views out");
        }

        if (result.GetResult(Mix) is { Implicit: false })
        {
            result.AddError("--mix makes views that no teacher has been asked for: leave --views or --mix out");
        }
    }
}
