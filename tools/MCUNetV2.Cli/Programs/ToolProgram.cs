// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli.Programs;

/// <summary>A program of its own that is built when it is first needed, since what it needs is too large a burden to put on the other verbs.</summary>
/// <param name="Project">Its folder below tools.</param>
/// <param name="Assembly">What it is built to.</param>
/// <param name="Needs">What its first build downloads.</param>
internal sealed record ToolProgram(string Project, string Assembly, string Needs)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly string[] SourceFolders = ["tools", "firmware"];
    private static readonly string[] SourceKinds = [".cs", ".csproj", ".props"];

    public static ToolProgram Quantization { get; } = new("MCUNetV2.Quantization", "mcunet-quantization", "ONNX Runtime, 160 MB");

    public static ToolProgram Training { get; } = new("MCUNetV2.Training", "mcunet-training", "libtorch, 600 MB")
    {
        BuildOptions = TorchBackend,
        // Threads that wait must sleep: on a busy machine spinning costs three times the work.
        Variables = [("OMP_WAIT_POLICY", "passive")],
    };

    /// <summary>Makes options of <c>dotnet build</c>.</summary>
    public Func<IReadOnlyList<string>> BuildOptions { get; init; } = () => [];

    /// <summary>Environment of the program, where the user's own has nothing else.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    /// <summary>Lets a verb and those below it run in this program. Help and usage errors are answered here, without it.</summary>
    public Command Forward(Command verb)
    {
        foreach (Command command in verb.Subcommands.Prepend(verb))
        {
            command.SetAction((arguments, cancellation) => RunAsync(arguments.InvocationConfiguration.Error, arguments.Tokens.Select(token => token.Value), cancellation));
        }

        return verb;
    }

    /// <returns>The program's exit code, which is one of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(TextWriter error, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        string root = RepositoryRoot.Find($"{Project} ({Needs})");
        await BuildAsync(root, error, cancellation);
        ProcessStartInfo start = new("dotnet", [BuiltFile(root), .. arguments]);
        foreach ((string name, string value) in Variables)
        {
            start.Environment.TryAdd(name, value);
        }

        // The program says itself that it was stopped, and this one waits for it.
        Interruption.Grace = Patience;
        using Process process = Start(start);
        using CancellationTokenRegistration interrupt = cancellation.Register(() => ProcessSignal.Terminate(process));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>Where a build puts it.</summary>
    internal string BuiltFile(string root) => Path.Combine(root, "tools", Project, "bin", "Release", "net10.0", $"{Assembly}.dll");

    /// <summary>Builds it where its sources have changed since; one process at a time.</summary>
    private async Task BuildAsync(string root, TextWriter error, CancellationToken cancellation)
    {
        string folder = Path.Combine(root, "build");
        string stamp = Path.Combine(folder, $"{Project}.stamp");
        IReadOnlyList<string> options = BuildOptions();
        if (IsCurrent(root, stamp, Signature(root, options)))
        {
            return;
        }

        using FileStream gate = await EnterAsync(folder, stamp, cancellation);
        string signature = Signature(root, options);
        if (IsCurrent(root, stamp, signature))
        {
            return;
        }

        error.WriteLine($"mcunet: building tools/{Project} (again only when the sources change; the first time downloads {Needs})");
        using Process build = Start(new ProcessStartInfo("dotnet", ["build", "--configuration", "Release", "--nologo", Path.Combine(root, "tools", Project), .. options])
        {
            RedirectStandardOutput = true,
        });
        using CancellationTokenRegistration interrupt = cancellation.Register(() => ProcessSignal.Terminate(build));
        string log = await build.StandardOutput.ReadToEndAsync(cancellation);
        await build.WaitForExitAsync(cancellation);
        if (build.ExitCode != 0)
        {
            error.WriteLine(log);
            throw new CliException(ExitCode.MissingTool, $"tools/{Project} cannot be built; dotnet's reasons are above");
        }

        await File.WriteAllTextAsync(stamp, signature, cancellation);
    }

    private bool IsCurrent(string root, string stamp, string signature) =>
        File.Exists(BuiltFile(root)) && File.Exists(stamp) && File.ReadAllText(stamp) == signature;

    /// <summary>Waits until no other process builds.</summary>
    private static async Task<FileStream> EnterAsync(string folder, string stamp, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.OutputError, $"{folder}: cannot be written: {exception.Message.TrimEnd('.')}");
        }

        while (true)
        {
            try
            {
                return new FileStream($"{stamp}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException)
            {
                throw new CliException(ExitCode.OutputError, $"{folder}: cannot be written; clone the repository yourself, or change its owner");
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            }
        }
    }

    /// <summary>Changes when a source is added, edited or removed.</summary>
    private static string Signature(string root, IReadOnlyList<string> options)
    {
        IEnumerable<string> files = SourceFolders.Select(folder => Path.Combine(root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => SourceKinds.Contains(Path.GetExtension(file)) && !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Concat(Directory.EnumerateFiles(root, "*.props"));
        IEnumerable<string> lines = files.Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}").Concat(options);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CliException(ExitCode.MissingTool, "dotnet cannot be started; install the .NET 10 SDK");
        }
    }

    /// <summary>Torch for the CPU, or for what the user's environment says.</summary>
    private static IReadOnlyList<string> TorchBackend()
    {
        const string Backend = "MCUNET_TORCH";
        return Environment.GetEnvironmentVariable(Backend) is { Length: > 0 } backend
            ? backend is "cpu" or "cuda" ? [$"-p:TorchBackend={backend}"] : throw new CliException(ExitCode.Usage, $"{Backend} is {backend}; cpu and cuda exist")
            : [];
    }
}
