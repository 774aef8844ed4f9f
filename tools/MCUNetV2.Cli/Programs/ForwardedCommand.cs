using System.CommandLine;

namespace MCUNetV2.Cli.Programs;

/// <summary>Hands everything to a program of its own.</summary>
internal abstract class ForwardedCommand : Command
{
    // Shadows the tool's own: the options are the other program's.
    private readonly Option<bool> _help = new("--help", "-h", "-?") { Description = "Show the options" };

    protected ForwardedCommand(string name, string description, ToolProgram program)
        : base(name, description)
    {
        TreatUnmatchedTokensAsErrors = false;
        Options.Add(_help);
        SetAction((arguments, cancellation) => program.RunAsync(
            arguments.InvocationConfiguration.Error,
            Translate([.. arguments.UnmatchedTokens, .. arguments.GetValue(_help) ? ["--help"] : Array.Empty<string>()]),
            cancellation));
    }

    /// <summary>The program's arguments.</summary>
    protected virtual IEnumerable<string> Translate(string[] arguments) => [Name, .. arguments];
}
