using System.CommandLine;
using System.Diagnostics;
using MCUNetV2.Cli.Demo;

namespace MCUNetV2.Cli.Verbs;

/// <summary>
/// <c>train</c>: hands everything to the training program, a process of its own that is built on first use, since libtorch (600 MB)
/// is no burden to put on the other verbs.
/// </summary>
internal sealed class TrainCommand : Command
{
    // Threads that wait must sleep: on a busy machine spinning costs three times the work.
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    // Shadows the tool's own: the options are the training program's.
    private readonly Option<bool> _help = new("--help", "-h", "-?") { Description = "Show the options of training" };

    public TrainCommand()
        : base("train", "Train a classifier on your own pictures, and export it; --help has a worked example")
    {
        TreatUnmatchedTokensAsErrors = false;
        Options.Add(_help);
        SetAction((arguments, _) => RunAsync([.. arguments.UnmatchedTokens, .. arguments.GetValue(_help) ? ["--help"] : Array.Empty<string>()]));
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        string project = Path.Combine(RepositoryRoot.Find(), "tools", "MCUNetV2.Training");
        ProcessStartInfo start = new("dotnet", ["run", "--configuration", "Release", "--project", project, "--", .. Verb(arguments), .. arguments]);
        start.Environment.TryAdd(WaitPolicy, "passive");
        // Ctrl-C reaches both processes; the training program stops cleanly, and this one waits for it.
        using Process process = Process.Start(start) ?? throw new CliException(ExitCode.MissingTool, "dotnet: cannot be started");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary><c>train export ...</c> and <c>train teach ...</c> are verbs of the training program; everything else is training itself.</summary>
    private static string[] Verb(string[] arguments) => arguments.FirstOrDefault() is "export" or "teach" ? [] : ["train"];
}
