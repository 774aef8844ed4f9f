// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

using MCUNetV2.Compiler.Backends;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Native;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>Writes a plan as a package; models/FORMAT.md.</summary>
public sealed class PackageWriter
{
    private const int IdBytes = 24;

    private readonly Plan _plan;
    private readonly SectionBuffer _constants;
    private readonly Dictionary<int, uint> _constantTensors = [];
    private readonly Dictionary<Constants, List<(byte[] Bytes, uint Offset)>> _constantsOf = new(ReferenceEqualityComparer.Instance);
    private readonly List<SlotRecord> _slots = [];
    private readonly List<OperatorRecord> _operators = [];
    private readonly List<ushort> _operands = [];
    private readonly List<StageRecord> _stages = [];
    private readonly Dictionary<int, ushort> _lastSlotOf = [];

    private PackageWriter(Plan plan)
    {
        _plan = plan;
        _constants = new SectionBuffer(Arena.AlignmentOf(plan.Target));
    }

    /// <summary>The bytes of the package.</summary>
    /// <exception cref="UnsupportedModelException">The model exceeds a limit of the format, or the engine would refuse it.</exception>
    public static byte[] Write(Plan plan)
    {
        byte[] bytes;
        try
        {
            bytes = new PackageWriter(plan).Write();
        }
        catch (OverflowException)
        {
            throw new UnsupportedModelException("the model has more operators, tensors or stages, or larger ones, than a package can hold");
        }

        EngineCheck.Require(bytes, plan.PeakBytes);
        return bytes;
    }

    private byte[] Write()
    {
        for (int stage = 0; stage < _plan.Stages.Length; stage++)
        {
            AddStage(stage);
        }

        SectionBuffer body = new(Arena.AlignmentOf(_plan.Target));
        body.Reserve(Unsafe.SizeOf<PackageHeader>());
        PackageHeader header = new()
        {
            Magic = FormatNumbers.Magic,
            Major = FormatNumbers.FormatMajor,
            Minor = FormatNumbers.FormatMinor,
            HeaderBytes = (ushort)Unsafe.SizeOf<PackageHeader>(),
            ArenaBytes = (uint)_plan.PeakBytes,
            TensorCount = checked((ushort)_plan.Graph.Tensors.Length),
            SlotCount = checked((ushort)_slots.Count),
            OperatorCount = checked((ushort)_operators.Count),
            OperandCount = checked((ushort)_operands.Count),
            StageCount = checked((ushort)_stages.Count),
            OutputCount = checked((ushort)_plan.Graph.Outputs.Length),
            TensorsOffset = body.Add(Records(_plan.Graph.Tensors.Select(Record))),
            SlotsOffset = body.Add(Records(_slots)),
            HeadOffset = FormatNumbers.None,
        };
        int operatorsAt = body.Reserve(_operators.Count * Unsafe.SizeOf<OperatorRecord>());
        header.OperatorsOffset = (uint)operatorsAt;
        header.OperandsOffset = body.Add(Records(_operands));
        header.StagesOffset = body.Add(Records(_stages));
        header.OutputsOffset = body.Add(Records(_plan.Graph.Outputs.Select(t => _lastSlotOf[t])));
        if (_plan.Graph.Head is { } head)
        {
            header.HeadOffset = body.Add(HeadWriter.Write(head));
        }

        header.ConstantsOffset = body.Add(_constants.ToArray());
        byte[] bytes = body.ToArray();
        Rebase(bytes, header.ConstantsOffset, operatorsAt, (int)header.SlotsOffset);
        WriteId(ref header, _plan.Graph.Name);
        WriteLayouts(ref header);
        header.TotalBytes = (uint)bytes.Length;
        MemoryMarshal.Write(bytes, header);
        header.Crc32 = Crc32.Compute(bytes.AsSpan((int)Marshal.OffsetOf<PackageHeader>(nameof(PackageHeader.ArenaBytes))));
        MemoryMarshal.Write(bytes, header);
        return bytes;
    }

    private static byte[] Records<T>(IEnumerable<T> records)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(records.ToArray()).ToArray();

    private static TensorRecord Record(Tensor tensor) => checked(new TensorRecord
    {
        Height = (ushort)tensor.Height,
        Width = (ushort)tensor.Width,
        Channels = (ushort)tensor.Channels,
        ZeroPoint = (sbyte)tensor.ZeroPoint,
        Scale = tensor.Scale,
    });

    /// <summary>Constants were placed from 0: now that it is known where their section starts, their users are told.</summary>
    private void Rebase(byte[] bytes, uint constantsOffset, int operatorsAt, int slotsAt)
    {
        Span<OperatorRecord> operators = MemoryMarshal.Cast<byte, OperatorRecord>(bytes.AsSpan(operatorsAt, _operators.Count * Unsafe.SizeOf<OperatorRecord>()));
        for (int i = 0; i < operators.Length; i++)
        {
            operators[i] = _operators[i];
            operators[i].ConstantsOffset += constantsOffset;
        }

        foreach (ref SlotRecord slot in MemoryMarshal.Cast<byte, SlotRecord>(bytes.AsSpan(slotsAt, _slots.Count * Unsafe.SizeOf<SlotRecord>())))
        {
            slot.Offset += slot.Kind == SlotKind.Constant ? constantsOffset : 0;
        }
    }

    private static void WriteId(ref PackageHeader header, string name)
    {
        Span<byte> id = header.ModelId;
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        utf8.AsSpan(0, Math.Min(utf8.Length, IdBytes - 1)).CopyTo(id);
    }

    /// <summary>The numbers of the layouts that the constants lie in, and of the one that the package is for, which may have no kernel for any of them.</summary>
    private void WriteLayouts(ref PackageHeader header)
    {
        Span<byte> versions = header.LayoutVersions;
        versions[(int)_plan.Target] = FormatNumbers.LayoutVersions[(int)_plan.Target];
        foreach (OperatorRecord op in _operators)
        {
            versions[op.Layout] = FormatNumbers.LayoutVersions[op.Layout];
        }
    }

    private void AddStage(int index)
    {
        StagePlan stage = _plan.Stages[index];
        int firstSlot = _slots.Count;
        for (int i = 0; i < stage.Slots.Length; i++)
        {
            _lastSlotOf[stage.Slots[i].Tensor] = checked((ushort)_slots.Count);
            _slots.Add(Record(index, i, stage.Slots[i]));
        }

        for (int i = 0; i < stage.OperatorCount; i++)
        {
            AddOperator(index, stage, firstSlot, i);
        }

        _stages.Add(checked(new StageRecord
        {
            FirstOperator = (ushort)stage.FirstOperator,
            OperatorCount = (ushort)stage.OperatorCount,
            FirstSlot = (ushort)firstSlot,
            SlotCount = (ushort)stage.Slots.Length,
            Rows = Record(stage.Rows),
            Columns = Record(stage.Columns),
            IntervalsOffset = (uint)_plan.Find(BufferRole.Bookkeeping, index, 0)!.Offset,
        }));
    }

    private static AxisRecord Record(AxisWalk walk) => checked(new AxisRecord
    {
        Count = (ushort)walk.Count,
        Pace = walk.Pace,
        First = (ushort)walk.First,
        Step = (ushort)walk.Step,
    });

    private SlotRecord Record(int stage, int index, SlotPlan slot)
    {
        uint Offset(BufferRole role) => (uint?)_plan.Find(role, stage, index)?.Offset ?? FormatNumbers.None;
        return checked(new SlotRecord
        {
            Tensor = (ushort)slot.Tensor,
            Kind = slot.Kind,
            Flags = (slot.KeepRows ? SlotFlags.KeepRows : 0) | (slot.KeepColumns ? SlotFlags.KeepColumns : 0)
                | (slot.IsOutput ? SlotFlags.Output : 0) | (slot.IsDriver ? SlotFlags.Driver : 0),
            Offset = slot.Kind switch
            {
                SlotKind.Constant => ConstantTensor(slot.Tensor),
                SlotKind.Whole => (uint)_plan.Find(BufferRole.Tensor, -1, slot.Tensor)!.Offset,
                _ => Offset(BufferRole.Window),
            },
            WindowHeight = (ushort)slot.WindowHeight,
            WindowWidth = (ushort)slot.WindowWidth,
            LineOffset = Offset(BufferRole.Line),
            StashOffset = Offset(BufferRole.Stash),
            LineRows = (ushort)slot.LineRows,
            StashColumns = (ushort)slot.StashColumns,
        });
    }

    private uint ConstantTensor(int tensor)
    {
        if (!_constantTensors.TryGetValue(tensor, out uint offset))
        {
            ImmutableArray<sbyte> values = _plan.Graph.Tensors[tensor].Constant;
            _constantTensors[tensor] = offset = _constants.Add(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return offset;
    }

    /// <summary>An operator and its repetition have the same constants, and one set of bytes where both lay them out alike.</summary>
    private uint AddConstants(Operator op, byte[] bytes)
    {
        if (op.Constants is null)
        {
            return _constants.Add(bytes);
        }

        List<(byte[] Bytes, uint Offset)> added = CollectionsMarshal.GetValueRefOrAddDefault(_constantsOf, op.Constants, out _) ??= [];
        int found = added.FindIndex(a => a.Bytes.AsSpan().SequenceEqual(bytes));
        if (found >= 0)
        {
            return added[found].Offset;
        }

        added.Add((bytes, _constants.Add(bytes)));
        return added[^1].Offset;
    }

    private void AddOperator(int stageIndex, StagePlan stage, int firstSlot, int index)
    {
        Operator op = _plan.Graph.Operators[stage.FirstOperator + index];
        OperatorPlan decided = stage.Operators[index];
        bool inPlace = decided.Overwrites >= 0;
        ConstantsLayout layout = ConstantsLayouts.For(op, _plan.Graph.Tensors, _plan.Target, decided.Accumulates, inPlace);
        OperatorRecord record = OperatorRecords.Of(op, layout.Target, decided.Accumulates, inPlace);
        byte[] constants = layout.Write(op, _plan.Graph.Tensors);
        record.FirstInput = checked((ushort)_operands.Count);
        record.Output = checked((ushort)(firstSlot + stage.SlotOf(op.Output)));
        record.ConstantsOffset = AddConstants(op, constants);
        record.ConstantsBytes = (uint)constants.Length;
        record.ScratchOffset = (uint)(_plan.Find(BufferRole.Scratch, stageIndex, index)?.Offset ?? 0);
        record.ScratchBytes = (uint)decided.ScratchBytes;
        foreach (int input in op.Inputs)
        {
            _operands.Add(checked((ushort)(firstSlot + stage.SlotOf(input))));
        }

        _operators.Add(record);
    }
}
