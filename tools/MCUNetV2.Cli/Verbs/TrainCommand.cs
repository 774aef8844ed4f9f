namespace MCUNetV2.Cli.Verbs;

/// <summary><c>train</c>, in the training program.</summary>
internal sealed class TrainCommand()
    : ForwardedCommand("train", "Train a classifier on your own pictures, and export it; --help has a worked example", "MCUNetV2.Training", "libtorch, 600 MB")
{
    private const string Backend = "MCUNET_TORCH";

    /// <summary>Torch for the CPU, or for what the user's environment says.</summary>
    protected override IEnumerable<string> BuildOptions =>
        Environment.GetEnvironmentVariable(Backend) is { Length: > 0 } backend
            ? backend is "cpu" or "cuda" ? [$"-p:TorchBackend={backend}"] : throw new CliException(ExitCode.Usage, $"{Backend} is {backend}; cpu and cuda exist")
            : [];

    // Threads that wait must sleep: on a busy machine spinning costs three times the work.
    protected override IEnumerable<(string Name, string Value)> Variables => [("OMP_WAIT_POLICY", "passive")];

    /// <summary><c>train export ...</c> and <c>train teach ...</c> are verbs of the training program; everything else is training itself.</summary>
    protected override IEnumerable<string> Translate(string[] arguments) =>
        arguments.FirstOrDefault() is "export" or "teach" ? arguments : base.Translate(arguments);
}
