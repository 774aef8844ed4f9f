using MCUNetV2.Cli.Programs;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary><c>train</c>, in the training program.</summary>
internal sealed class TrainCommand()
    : ForwardedCommand("train", "Train a classifier on your own pictures, and export it; --help has a worked example", ToolProgram.Training)
{
    /// <summary><c>train export ...</c> and so on are verbs of the training program; everything else is training itself.</summary>
    protected override IEnumerable<string> Translate(string[] arguments) =>
        arguments.FirstOrDefault() is "export" or "teach" or "detect" or "adapt" or "compare" ? arguments : base.Translate(arguments);
}
