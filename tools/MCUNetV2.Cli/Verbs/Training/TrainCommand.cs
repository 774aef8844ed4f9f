using System.CommandLine;
using MCUNetV2.Cli.Programs;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary><c>train</c>, in the training program.</summary>
internal sealed class TrainCommand : Command
{
    // Shadows the tool's own: the options are the other program's.
    private readonly Option<bool> _help = new("--help", "-h", "-?") { Description = "Show the options" };

    public TrainCommand()
        : base("train", "Train a classifier on your own pictures, and export it; --help has a worked example")
    {
        TreatUnmatchedTokensAsErrors = false;
        Options.Add(_help);
        SetAction((arguments, cancellation) => ToolProgram.Training.RunAsync(
            arguments.InvocationConfiguration.Error,
            Translate([.. arguments.UnmatchedTokens, .. arguments.GetValue(_help) ? ["--help"] : Array.Empty<string>()]),
            cancellation));
    }

    /// <summary><c>train export ...</c> and so on are verbs of the training program; everything else is training itself.</summary>
    private IEnumerable<string> Translate(string[] arguments) =>
        arguments.FirstOrDefault() is "export" or "teach" or "detect" or "adapt" or "compare" ? arguments : [Name, .. arguments];
}
