using System.Diagnostics;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli.Programs;

/// <summary>A program of its own that is built on first use, since what it needs is too large a burden to put on the other verbs.</summary>
/// <param name="Project">Its folder below tools.</param>
/// <param name="Needs">What its first build downloads.</param>
internal sealed record ToolProgram(string Project, string Needs)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static ToolProgram Quantization { get; } = new("MCUNetV2.Quantization", "ONNX Runtime, 160 MB");

    public static ToolProgram Training { get; } = new("MCUNetV2.Training", "libtorch, 600 MB")
    {
        BuildOptions = TorchBackend,
        // Threads that wait must sleep: on a busy machine spinning costs three times the work.
        Variables = [("OMP_WAIT_POLICY", "passive")],
    };

    /// <summary>Makes options of <c>dotnet run</c>.</summary>
    public Func<IEnumerable<string>> BuildOptions { get; init; } = () => [];

    /// <summary>Environment of the program, where the user's own has nothing else.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    /// <returns>The program's exit code, which is one of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(TextWriter error, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        string project = Path.Combine(RepositoryRoot.Find(), "tools", Project);
        if (!Directory.Exists(Path.Combine(project, "bin", "Release")))
        {
            error.WriteLine($"mcunet: building tools/{Project} (once; downloads {Needs})");
        }

        ProcessStartInfo start = new("dotnet", ["run", "--configuration", "Release", "--project", project, .. BuildOptions(), "--", .. arguments]);
        foreach ((string name, string value) in Variables)
        {
            start.Environment.TryAdd(name, value);
        }

        // The program says itself that it was stopped, and this one waits for it.
        Interruption.Grace = Patience;
        using Process process = Process.Start(start) ?? throw new CliException(ExitCode.MissingTool, "dotnet: cannot be started");
        using CancellationTokenRegistration interrupt = cancellation.Register(() => ProcessSignal.Interrupt(process));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>Torch for the CPU, or for what the user's environment says.</summary>
    private static IEnumerable<string> TorchBackend()
    {
        const string Backend = "MCUNET_TORCH";
        return Environment.GetEnvironmentVariable(Backend) is { Length: > 0 } backend
            ? backend is "cpu" or "cuda" ? [$"-p:TorchBackend={backend}"] : throw new CliException(ExitCode.Usage, $"{Backend} is {backend}; cpu and cuda exist")
            : [];
    }
}
