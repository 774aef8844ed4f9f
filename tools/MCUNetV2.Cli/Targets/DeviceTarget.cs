// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Sessions;

namespace MCUNetV2.Cli.Targets;

/// <summary>A machine that packages are compiled for and run on.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Layout">Whose kernels the weights are laid out for.</param>
/// <param name="Machine">Where it runs; null in this process.</param>
internal sealed record DeviceTarget(string Name, Target Layout, TargetMachine? Machine)
{
    public static readonly DeviceTarget Host = new("host", Target.Portable, null);

    private static readonly DeviceTarget[] All =
    [
        Host,
        Of(TargetMachine.CortexM4),
        Of(TargetMachine.CortexM7),
        Of(TargetMachine.Rv32),
        Of(TargetMachine.Rv32) with { Name = "esp32c3" }, // and C5, C6: the same instructions
        new("esp32", Target.Rv32, null), // any processor with a 32-bit multiplier takes two pixels a word
        Of(TargetMachine.Esp32s3),
        new("words", Target.Rv32, null),
        new("vectors", Target.Esp32s3, null),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>What its kernels take; null where nobody has counted.</summary>
    public CostModel? Costs => Machine is null ? null : CostModel.Find(Machine.Name);

    /// <summary>Those of whose kernels it is known what they take, for people.</summary>
    public static string NamesWithCosts => string.Join(", ", All.Where(target => target.Costs is not null).Select(target => target.Name));

    /// <summary>All of them, for people.</summary>
    public static string Names => string.Join(", ", All.Select(target => target.Name));

    /// <param name="fail">Told when there is no such target.</param>
    public static DeviceTarget? Find(string name, Action<string> fail)
    {
        DeviceTarget? found = Array.Find(All, target => target.Name == name);
        if (found is null)
        {
            fail($"\"{name}\" is not a target; write one of {Names}");
        }

        return found;
    }

    private static DeviceTarget Of(TargetMachine machine) => new(machine.Name, machine.Layout, machine);

    /// <summary>Opens a package where the target runs it.</summary>
    /// <param name="arenaBytes">Size of the arena in this process; by default what the package asks for, and room for pictures.</param>
    /// <exception cref="LinkException">The target does not start or answer.</exception>
    /// <exception cref="InferenceException">Its engine refuses the package.</exception>
    public IInferenceEngine Open(byte[] package, int? arenaBytes = null) =>
        Machine is null ? HostEngine.Open(package, arenaBytes) : RemoteEngine.Open(Machine, package);
}
