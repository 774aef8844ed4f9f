using System.CommandLine;
using System.Diagnostics;
using MCUNetV2.Cli.Demo;

namespace MCUNetV2.Cli.Verbs;

/// <summary>
/// Hands everything to a program of its own that is built on first use, since what it needs is too large a burden to put on the other verbs.
/// </summary>
internal abstract class ForwardedCommand : Command
{
    // Shadows the tool's own: the options are the other program's.
    private readonly Option<bool> _help = new("--help", "-h", "-?") { Description = "Show the options" };
    private readonly string _project;
    private readonly string _needs;

    /// <param name="project">Its folder below tools.</param>
    /// <param name="needs">What its first build downloads.</param>
    protected ForwardedCommand(string name, string description, string project, string needs)
        : base(name, description)
    {
        _project = project;
        _needs = needs;
        TreatUnmatchedTokensAsErrors = false;
        Options.Add(_help);
        SetAction((arguments, _) => RunAsync(
            arguments.InvocationConfiguration.Error, [.. arguments.UnmatchedTokens, .. arguments.GetValue(_help) ? ["--help"] : Array.Empty<string>()]));
    }

    /// <summary>Options of <c>dotnet run</c>.</summary>
    protected virtual IEnumerable<string> BuildOptions => [];

    /// <summary>Environment of the program, where the user's own has nothing else.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Variables => [];

    /// <summary>The program's arguments.</summary>
    protected virtual IEnumerable<string> Translate(string[] arguments) => [Name, .. arguments];

    private async Task<int> RunAsync(TextWriter error, string[] arguments)
    {
        string project = Path.Combine(RepositoryRoot.Find(), "tools", _project);
        if (!Directory.Exists(Path.Combine(project, "bin", "Release")))
        {
            error.WriteLine($"mcunet: building tools/{_project} (once; downloads {_needs})");
        }

        ProcessStartInfo start = new(
            "dotnet", ["run", "--configuration", "Release", "--project", project, .. BuildOptions, "--", .. Translate(arguments)]);
        foreach ((string name, string value) in Variables)
        {
            start.Environment.TryAdd(name, value);
        }

        // Ctrl-C reaches both processes; the program stops cleanly, and this one waits for it.
        using Process process = Process.Start(start) ?? throw new CliException(ExitCode.MissingTool, "dotnet: cannot be started");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
