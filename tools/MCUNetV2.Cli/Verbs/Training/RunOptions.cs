// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>What every training asks about how it runs.</summary>
internal sealed class RunOptions
{
    /// <summary>Values of <c>--device</c>.</summary>
    public const string AutoDevice = "auto";

    /// <inheritdoc cref="AutoDevice"/>
    public const string CpuDevice = "cpu";

    /// <inheritdoc cref="AutoDevice"/>
    public const string CudaDevice = "cuda";

    public RunOptions() => Device.AcceptOnlyFromAmong(AutoDevice, CpuDevice, CudaDevice);

    public Option<int> Threads { get; } = new("--threads") { Description = "Threads of torch (default: one a core)" };

    public Option<int> BatchSize { get; } = new("--batch") { Description = "Pictures a step", DefaultValueFactory = _ => 96 };

    public Option<string> Device { get; } = new("--device") { Description = "Where to compute: cpu, cuda, or auto, which takes CUDA where there is one", DefaultValueFactory = _ => AutoDevice };

    public Option<int> Seed { get; } = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };

    public Option<bool> Restart { get; } = new("--restart") { Description = "Ignore an existing checkpoint" };

    public IEnumerable<Option> All => [Threads, BatchSize, Device, Seed, Restart];
}
