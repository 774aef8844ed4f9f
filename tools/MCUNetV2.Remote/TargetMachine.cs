// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Remote;

/// <summary>A microcontroller that QEMU simulates, with the runner that native-interop builds for it.</summary>
/// <param name="Name">As on the command line, and the folder under build/ with its runner.</param>
/// <param name="Emulator">The program.</param>
/// <param name="Arguments">Its machine.</param>
public sealed record TargetMachine(string Name, string Emulator, string[] Arguments)
{
    private const int KiB = 1024;
    private const long MHz = 1_000_000;

    public static readonly TargetMachine CortexM4 = new("cortex-m4", "qemu-system-arm", ["-M", "mps2-an386"])
    {
        Layout = Target.Armv7em,
        EngineFlashBudget = 64 * KiB,
        AssumedTicks = new TickRange(1.2, 1.5, 120 * MHz), // our estimate of cycles, and as much again for flash with wait states
        EstimateClock = 120 * MHz, // of the STM32L4R5, on which MLPerf Tiny's Cortex-M4 results are measured
    };

    public static readonly TargetMachine CortexM7 = new("cortex-m7", "qemu-system-arm", ["-M", "mps2-an500"])
    {
        Layout = Target.Armv7em,
        EngineFlashBudget = 64 * KiB,
        AssumedTicks = new TickRange(0.7, 1.2, 216 * MHz), // of the STM32F769; two instructions at once where they allow it
    };

    public static readonly TargetMachine Rv32 = new("rv32", "qemu-system-riscv32", ["-M", "virt", "-m", "64M", "-bios", "none"])
    {
        Layout = Target.Rv32,
        AssumedTicks = new TickRange(1.0, 1.5, 160 * MHz), // of the ESP32-C3
    };

    public static readonly TargetMachine Esp32s3 = new("esp32s3", "qemu-system-xtensa", ["-M", "esp32s3", "-m", "32M"])
    {
        Layout = Target.Esp32s3,
        EngineFlashBudget = 64 * KiB,
        StartsFromRom = true,
        AssumedTicks = new TickRange(1.05, 1.38, 240 * MHz),
        Ticks = new TickRange(1.05, 1.38, 240 * MHz), // what Espressif's kernels take on the chip: docs/MEASURING.md
    };

    public static readonly IReadOnlyList<TargetMachine> All = [CortexM4, CortexM7, Rv32, Esp32s3];

    /// <summary>Bytes of stack that the engine may use, on every target.</summary>
    public static int StackBudget => 2 * KiB;

    /// <summary>Whose kernels read weights fastest there.</summary>
    public required Target Layout { get; init; }

    /// <summary>Bytes of flash that the engine with every operator may take; null where none is set.</summary>
    public int? EngineFlashBudget { get; private init; }

    /// <summary>
    /// Whether QEMU takes the runner from the ROM that lies beside it, which stops the machine's second processor: what that one executes would count as well,
    /// some millions of instructions now and then in the midst of an inference.
    /// </summary>
    private bool StartsFromRom { get; init; }

    /// <summary>What an instruction takes on the chip, as others measured it; null where nobody did.</summary>
    public TickRange? Ticks { get; private init; }

    /// <summary>
    /// What an instruction is taken to take where a plan is to keep a number of milliseconds: <see cref="Ticks"/>, or else what our estimate of cycles gives
    /// (Cortex-M4), or else what processors of the kind are said to take. docs/MEASURING.md; to be replaced by a board's own measurement.
    /// </summary>
    public required TickRange AssumedTicks { get; init; }

    /// <summary>Another runner than the one with every operator; null for that one.</summary>
    private string? Runner { get; init; }

    /// <summary>Hertz at which estimated cycles are told as milliseconds unless another clock is asked for; null where cycles cannot be estimated.</summary>
    public long? EstimateClock { get; private init; }

    /// <summary>The runner, in build/ of the repository that this program lies in.</summary>
    /// <exception cref="LinkException">It is not built.</exception>
    public string FindRunner()
    {
        if (Runner is not null)
        {
            return Runner;
        }

        string name = Path.Combine("build", Name, "mcunet_runner.elf");
        return RepositoryFile.Find(name) ?? throw new LinkException($"{name} is not built; ./mcunet builds it when a command has --target {Name}, or --board and a board of that kind");
    }

    /// <summary>QEMU's arguments: the machine with its runner, one instruction a nanosecond.</summary>
    /// <exception cref="LinkException">The runner is not built.</exception>
    public string[] StartArguments()
    {
        string[] image = StartsFromRom ? ["-L", Path.ChangeExtension(FindRunner(), ".rom")] : ["-kernel", FindRunner()];
        return [.. Arguments, "-icount", "shift=0", .. image];
    }

    /// <summary>Links a runner whose engine has nothing but what one model uses.</summary>
    /// <param name="source">C source of the tables of <c>mcunet/operator.h</c>, as <c>compile --c-source</c> writes them.</param>
    /// <param name="use">Given the machine with that runner, while no other process links one.</param>
    /// <exception cref="LinkException">It does not link, or the target is not built.</exception>
    public T WithLinkedRunner<T>(string source, Func<TargetMachine, T> use) =>
        RunnerLinker.Link(Path.GetDirectoryName(FindRunner())!, source, runner => use(this with { Runner = runner }));
}

/// <summary>Ticks of a processor's clock that an instruction takes, memory and stalls included.</summary>
/// <param name="Least">On the average of a whole inference or kernel, where it was least.</param>
/// <param name="Most">Likewise.</param>
/// <param name="Hertz">Of the clock.</param>
public sealed record TickRange(double Least, double Most, long Hertz);
