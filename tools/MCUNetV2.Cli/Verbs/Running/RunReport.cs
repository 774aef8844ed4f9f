// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Remote.Elf;

namespace MCUNetV2.Cli.Verbs.Running;

/// <summary>What <c>run</c> says.</summary>
/// <param name="Target">Where it ran.</param>
/// <param name="Backend">Which kernels ran.</param>
/// <param name="ArenaBytes">SRAM that the inference needs: the schedule's arena, and with a picture the row converter's state.</param>
/// <param name="ArenaUsedBytes">Bytes of it that were really written, up to the last one.</param>
/// <param name="StackBytes">Deepest use of the native stack; null where it cannot be measured.</param>
/// <param name="Instructions">Executed; null on the host.</param>
/// <param name="Patches">Native calls.</param>
/// <param name="Microseconds">On this machine; null where the target counts instructions instead.</param>
/// <param name="Result">What the outputs mean; null when nobody knows.</param>
/// <param name="CodeBytes">Of the engine on the target, with every operator; null on the host.</param>
/// <param name="ConstantBytes">Likewise.</param>
/// <param name="Memory">Flash and SRAM of the target beside their budgets; null on the host.</param>
/// <param name="Sections">Of the target's program; null on the host.</param>
internal sealed record RunReport(
    string Target,
    string Backend,
    string Schedule,
    long ArenaBytes,
    long ArenaUsedBytes,
    int? StackBytes,
    long? Instructions,
    int Patches,
    long? Microseconds,
    ImmutableArray<OutputReport> Outputs,
    InferenceResult? Result,
    int? CodeBytes,
    int? ConstantBytes,
    ImmutableArray<MemoryLine>? Memory,
    ImmutableArray<ElfSection>? Sections)
{
    /// <summary>On the chip, an estimate; null where there is none.</summary>
    public TimeEstimate? EstimatedTime { get; init; }

    public static RunReport Create(DeviceTarget target, CompiledModel compiled, Model model, InferenceReport inference)
    {
        TargetMemory? memory = target.Machine is { } machine ? TargetMemory.Of(machine, inference, compiled.Bytes, linksModel: false) : null;
        return new RunReport(
            target.Name,
            model.Backend,
            compiled.Schedule,
            inference.Arena.Model + inference.Arena.Image,
            inference.Arena.HighWater + inference.Arena.Image,
            inference.StackBytes < 0 ? null : inference.StackBytes,
            inference.Instructions,
            inference.Patches.Count,
            inference.Instructions is null ? (long)inference.Duration.TotalMicroseconds : null,
            [.. inference.Outputs.Select((output, index) => OutputReport.Create(compiled.Graph, output, index))],
            ResultReader.Read(model, compiled.Graph?.Head ?? compiled.Package.Head),
            memory?.CodeBytes,
            memory?.ConstantBytes,
            memory?.Lines,
            memory?.Sections)
        {
            EstimatedTime = TimeEstimate.Of(target.Machine, inference.Instructions),
        };
    }
}

/// <summary>An output after a run.</summary>
/// <param name="Shape">As the source model declares it; height, width, channels when the model came as a package.</param>
/// <param name="Type">int8; or int32: numbers (of ARG_MAX), four bytes each, lowest first.</param>
/// <param name="Sha256">Of its bytes, height x width x channels.</param>
/// <param name="Values">The first numbers of an int32 output; null of int8 ones.</param>
internal sealed record OutputReport(
    string Name, ImmutableArray<int> Shape, string Type, float Scale, int ZeroPoint, string Sha256, ImmutableArray<int>? Values = null)
{
    private const int MostValues = 16;

    /// <param name="graph">The source; null when the model came as a package.</param>
    public static OutputReport Create(ModelGraph? graph, OutputTensor output, int index)
    {
        ImmutableArray<int> shape = [output.Info.Height, output.Info.Width, output.Info.Channels];
        bool isNumber = graph?.Boundary.OutputTypes is { IsDefaultOrEmpty: false } types && types[index] is BoundaryType.Int32 or BoundaryType.Int64;
        return new OutputReport(
            graph?.Tensors[graph.Outputs[index]].Name ?? $"output_{index}",
            graph?.Boundary.OutputShapes[index] ?? shape,
            isNumber ? "int32" : "int8",
            output.Info.Scale,
            output.Info.ZeroPoint,
            Convert.ToHexStringLower(SHA256.HashData(output.Bytes)),
            isNumber ? [.. MemoryMarshal.Cast<byte, int>(output.Bytes).ToArray().Take(MostValues)] : null);
    }
}
