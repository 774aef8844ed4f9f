// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Native;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Packages;

/// <summary>What the engine says of packages that somebody has changed, their checksum put right.</summary>
public class VerifierTests
{
    private static readonly Lazy<byte[]> Layers = new(() => Compile(graph => Schedules.Layers(graph, Target.Portable)));
    private static readonly Lazy<byte[]> Stream = new(() => Compile(graph => Planner.Plan(graph, Target.Portable, new PlanLimits()).Chosen!));

    private delegate void Change(ref PackageHeader header, Span<TensorRecord> tensors, Span<SlotRecord> slots, Span<OperatorRecord> operators, Span<StageRecord> stages, byte[] package);

    [Fact]
    public void What_the_compiler_writes_is_taken()
    {
        Refusal(Layers.Value).ShouldBeNull();
        Refusal(Stream.Value).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 0, "MCUNET_ERROR_OLDER")]
    [InlineData(FormatNumbers.FormatMajor, FormatNumbers.FormatMinor + 1, "MCUNET_ERROR_NEWER")]
    [InlineData(FormatNumbers.FormatMajor + 1, 0, "MCUNET_ERROR_NEWER")]
    public void Another_format_has_a_status_that_says_which(int major, int minor, string status) =>
        Refusal(Layers.Value, (ref header, _, _, _, _, _) => (header.Major, header.Minor) = ((byte)major, (byte)minor)).ShouldBe(status);

    [Theory]
    [InlineData(0, 2, "MCUNET_ERROR_NEWER")]
    [InlineData(FormatNumbers.MaxLayouts - 1, 1, "MCUNET_ERROR_NEWER")]
    [InlineData(0, 0, "MCUNET_ERROR_TARGET")] // used, and not named
    public void Another_layout_has_a_status_that_says_which(int layout, int number, string status) =>
        Refusal(Layers.Value, (ref header, _, _, _, _, _) => header.LayoutVersions[layout] = (byte)number).ShouldBe(status);

    [Theory]
    [InlineData("MCUNET_ERROR_VERSION", true)]
    [InlineData("MCUNET_ERROR_NOT_LINKED", true)]
    [InlineData("MCUNET_ERROR_BUFFER", false)]
    public void A_library_of_another_version_is_not_the_models_fault(string refusal, bool isLibrary)
    {
        Exception meaning = EngineCheck.Meaning(refusal);
        (meaning is DllNotFoundException).ShouldBe(isLibrary);
        meaning.Message.ShouldContain(refusal);
        meaning.Message.ShouldContain(isLibrary ? "cmake --build build/native" : "refuse");
    }

    [Theory]
    [InlineData(1, 0, "older format 1.0")]
    [InlineData(FormatNumbers.FormatMajor + 1, 0, "newer format 3.0")]
    public void The_tool_says_which_format_a_package_has(int major, int minor, string says)
    {
        byte[] package = Changed(Layers.Value, (ref header, _, _, _, _, _) => (header.Major, header.Minor) = ((byte)major, (byte)minor));
        Should.Throw<PackageFormatException>(() => PackageReader.Read(package)).Message.ShouldContain(says);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(0)]
    public void The_output_of_softmax_does_not_lie_over_its_input(int distance) =>
        Refusal(Layers.Value, (ref _, _, slots, operators, _, package) =>
        {
            OperatorRecord softmax = Find(operators, OperatorKind.Softmax);
            slots[softmax.Output].Offset = (uint)(slots[Input(package, softmax)].Offset + distance);
        }).ShouldBe("MCUNET_ERROR_BUFFER");

    [Fact]
    public void The_output_of_an_elementwise_operator_lies_over_its_input_exactly_or_not_at_all() =>
        Refusal(Layers.Value, (ref _, _, slots, operators, _, package) =>
        {
            OperatorRecord add = Find(operators, OperatorKind.Add);
            slots[add.Output].Offset = slots[Input(package, add)].Offset + 1;
        }).ShouldBe("MCUNET_ERROR_BUFFER");

    [Fact]
    public void Scratch_lies_apart_from_inputs() =>
        Refusal(Layers.Value, (ref _, _, slots, operators, _, package) =>
        {
            int index = IndexOf(operators, op => op.ScratchBytes > 0);
            operators[index].ScratchOffset = slots[Input(package, operators[index])].Offset & ~7u;
        }).ShouldBe("MCUNET_ERROR_BUFFER");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-0.5f)]
    [InlineData(0f)]
    public void The_scale_of_an_output_is_positive_and_finite(float scale) =>
        Refusal(Layers.Value, (ref _, tensors, slots, operators, _, _) => tensors[slots[operators[^1].Output].Tensor].Scale = scale).ShouldBe("MCUNET_ERROR_TENSOR");

    [Fact]
    public void A_head_of_an_unknown_kind_is_not_linked()
    {
        Refusal(Layers.Value, (ref header, _, _, _, _, package) => package[(int)header.HeadOffset] = 200).ShouldBe("MCUNET_ERROR_NOT_LINKED");
    }

    [Fact]
    public void A_walk_that_would_take_long_to_verify_is_refused() =>
        Refusal(Layers.Value, (ref _, _, _, _, stages, _) =>
        {
            foreach (ref StageRecord stage in stages)
            {
                stage.Rows.Count = FormatNumbers.MaxSteps;
            }
        }).ShouldBe("MCUNET_ERROR_SCHEDULE");

    [Fact]
    public void Operators_do_not_share_constants_that_take_long_to_verify() =>
        Refusal(Layers.Value, (ref header, _, _, operators, _, _) =>
        {
            for (int i = 1; i < operators.Length; i++)
            {
                (operators[i].ConstantsOffset, operators[i].ConstantsBytes) = (header.ConstantsOffset, header.TotalBytes - header.ConstantsOffset);
            }
        }).ShouldBeOneOf("MCUNET_ERROR_LAYOUT", "MCUNET_ERROR_OPERATOR");

    [Fact]
    public void Flags_that_mean_nothing_are_refused() =>
        Refusal(Layers.Value, (ref _, _, _, operators, _, _) => operators[1].Flags |= 0x80).ShouldBe("MCUNET_ERROR_OPERATOR");

    private static byte[] Compile(Func<ModelGraph, Plan> plan) =>
        PackageWriter.Write(plan(TfLiteImporter.Import(Repository.Path("models/vww/person_vww.tflite"), new ImportOptions { Head = new ClassifierHead(["no person", "person"]) })));

    private static string? Refusal(byte[] package, Change? change = null)
    {
        byte[] changed = change is null ? package : Changed(package, change);
        return EngineCheck.Refusal(changed, (int)MemoryMarshal.Read<PackageHeader>(changed).ArenaBytes);
    }

    private static byte[] Changed(byte[] package, Change change)
    {
        byte[] copy = [.. package];
        PackageHeader header = MemoryMarshal.Read<PackageHeader>(copy);
        change(
            ref header,
            Table<TensorRecord>(copy, header.TensorsOffset, header.TensorCount),
            Table<SlotRecord>(copy, header.SlotsOffset, header.SlotCount),
            Table<OperatorRecord>(copy, header.OperatorsOffset, header.OperatorCount),
            Table<StageRecord>(copy, header.StagesOffset, header.StageCount),
            copy);
        MemoryMarshal.Write(copy, header);
        header.Crc32 = Crc32.Compute(copy.AsSpan(16));
        MemoryMarshal.Write(copy, header);
        return copy;
    }

    private static Span<T> Table<T>(byte[] package, uint offset, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(package.AsSpan((int)offset, count * Unsafe.SizeOf<T>()));

    /// <summary>The slot of an operator's first input.</summary>
    private static ushort Input(byte[] package, OperatorRecord op) =>
        Table<ushort>(package, MemoryMarshal.Read<PackageHeader>(package).OperandsOffset, op.FirstInput + 1)[op.FirstInput];

    private static OperatorRecord Find(Span<OperatorRecord> operators, OperatorKind kind) => operators[IndexOf(operators, op => op.Kind == (byte)kind)];

    private static int IndexOf(Span<OperatorRecord> operators, Predicate<OperatorRecord> match) => Array.FindIndex(operators.ToArray(), match);
}
