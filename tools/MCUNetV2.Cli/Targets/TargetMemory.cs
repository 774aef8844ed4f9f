// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Host.Inference;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Elf;
using MCUNetV2.Remote.Images;

namespace MCUNetV2.Cli.Targets;

/// <summary>What an inference took of a target's flash and SRAM.</summary>
/// <param name="CodeBytes">Of the engine with every operator, and of what it calls of the compiler's and the C library.</param>
/// <param name="ConstantBytes">Of the same.</param>
/// <param name="Lines">What was measured, beside its budget.</param>
/// <param name="Sections">Of the program on the target.</param>
internal sealed record TargetMemory(int CodeBytes, int ConstantBytes, ImmutableArray<MemoryLine> Lines, ImmutableArray<ElfSection> Sections)
{
    /// <param name="package">Of the model.</param>
    /// <param name="linksModel">Whether to link the model's own engine, to tell its size too.</param>
    /// <exception cref="LinkException">The program's files are not what its build writes.</exception>
    public static TargetMemory Of(TargetMachine machine, InferenceReport inference, byte[] package, bool linksModel)
    {
        RunnerImage image = RunnerImage.Read(machine);
        ImageShare engine = image.Share(ImageOwner.Engine);
        ImageShare library = image.Share(ImageOwner.Library);
        ImmutableArray<MemoryLine> lines =
        [
            new("engineCode", "engine with every operator: code", engine.Code),
            new("engineConstants", "engine: constants", engine.Constants),
            new("libraryFlash", "what it calls of the compiler's and C library", library.Flash),
            new("engineFlash", "engine's flash in all", engine.Flash + library.Flash, machine.EngineFlashBudget),
            .. linksModel ? [new MemoryLine("linkedFlash", "the same with what the model uses only", LinkedFlash(machine, package))] : Array.Empty<MemoryLine>(),
            new("packageFlash", "model's package: flash", package.Length),
            new("runnerFlash", "start-up and link, not in firmware: flash", image.Share(ImageOwner.Runner).Flash),
            new("engineSram", "engine's variables: SRAM", engine.Sram + library.Sram),
            new("stack", "stack, high-water mark", inference.StackBytes, TargetMachine.StackBudget),
            new("arena", "arena, high-water mark", inference.Arena.HighWater + inference.Arena.Image, inference.Arena.Model + inference.Arena.Image),
        ];
        return new TargetMemory(engine.Code + library.Code, engine.Constants + library.Constants, lines, image.Sections);
    }

    private static int LinkedFlash(TargetMachine machine, byte[] package)
    {
        RunnerImage linked = machine.WithLinkedRunner(LinkedSource.Write(PackageReader.Read(package)), RunnerImage.Read);
        return linked.Share(ImageOwner.Engine).Flash + linked.Share(ImageOwner.Library).Flash;
    }
}

/// <summary>Memory that something takes, beside what it may take.</summary>
/// <param name="What">Of what: a key for scripts.</param>
/// <param name="Description">The same for people.</param>
/// <param name="Bytes">Measured.</param>
/// <param name="BudgetBytes">At most; null where nothing is set.</param>
internal sealed record MemoryLine(string What, string Description, long Bytes, long? BudgetBytes = null);
