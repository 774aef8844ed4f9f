// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Inference;
using MCUNetV2.Remote.Profiling;

namespace MCUNetV2.Remote.Sessions;

/// <summary>
/// The engine at the other end of a link. Its clock is the instructions that inferences have executed: input and patches, but neither the
/// link's own work nor questions about the model. What a target answers is believed as far as it cannot be known here: its lengths and ranges
/// are checked, and what it says of the package must be so.
/// </summary>
public sealed class LinkEngine : IEngine
{
    private const int InstructionsPerMicrosecond = 1000; // as QEMU runs with -icount shift=0
    private const int Certainty = 65536; // of scores and detections
    private static readonly int[] BytesPerPixel = [2, 2, 3, 1, 2]; // of each PixelFormat

    private readonly Link _link;
    private readonly PackageFacts _facts;
    private readonly BlockProfiler? _profiler;
    private readonly int _arenaBytes;

    private int _inputRowBytes; // of the begun patch's region
    private int _missingRows; // of it
    private int _imageRowBytes;

    /// <param name="link">To a target that has opened the package.</param>
    /// <param name="package">The same package.</param>
    /// <param name="arenaBytes">The target's arena.</param>
    /// <param name="profiler">Of the QEMU at the other end; null when cycles are not estimated.</param>
    public LinkEngine(Link link, Package package, int arenaBytes, BlockProfiler? profiler = null)
    {
        _link = link;
        _facts = new PackageFacts(package);
        _arenaBytes = arenaBytes;
        _profiler = profiler;
    }

    /// <summary>Instructions that inferences have executed so far.</summary>
    public long Instructions { get; private set; }

    /// <summary>Cycles that they would take, as far as estimated.</summary>
    public long EstimatedCycles { get; private set; }

    /// <summary>Of <see cref="Instructions"/>, those of writing input: conversion of camera rows, copying of tensors.</summary>
    public long InputInstructions { get; private set; }

    /// <summary>The link carries one question at a time.</summary>
    public object Gate { get; } = new();

    /// <summary>Those of each step, in the order in which they were run.</summary>
    internal List<long> StepCycles { get; } = [];

    public int ModelInfo(int[] fields) => Describe(LinkCommand.ModelInfo, [fields.Length], fields, said => _facts.CheckModel(said));

    public int StageInfo(int stage, int[] fields) =>
        Describe(LinkCommand.StageInfo, [stage, fields.Length], fields, said => _facts.CheckStage(stage, said));

    public int OperatorInfo(int index, int[] fields) =>
        Describe(LinkCommand.OperatorInfo, [index, fields.Length], fields, said => _facts.CheckOperator(index, said));

    public int OutputInfo(int output, int[] fields) =>
        Describe(LinkCommand.OutputInfo, [output, fields.Length], fields, said => _facts.CheckOutput(output, said));

    public int ArenaInfo(int[] fields) => Describe(LinkCommand.ArenaInfo, [fields.Length], fields, said =>
        Require(LinkCommand.ArenaInfo, said.All(bytes => bytes >= 0 && bytes <= _arenaBytes)));

    public int ModelId(byte[] text) => Text(LinkCommand.ModelId, [], text, _facts.CheckId);

    public int Label(int label, byte[] text) => Text(LinkCommand.Label, [label], text, said => _facts.CheckLabel(label, said));

    public int Backend(byte[] text) =>
        Text(LinkCommand.Backend, [], text, said => Require(LinkCommand.Backend, said.All(character => character is >= ' ' and <= '~')));

    public int PatchBegin(int stage, int row, int column, int[] region)
    {
        int rows = Describe(LinkCommand.PatchBegin, [stage, row, column], region, CheckRegion);
        Require(LinkCommand.PatchBegin, rows < 0 || rows <= region[RegionField.Bottom] - region[RegionField.Top]);
        _inputRowBytes = (region[RegionField.Right] - region[RegionField.Left]) * _facts.Input.Channels;
        _missingRows = rows;
        return rows;
    }

    public int PatchRun(int stage, int row, int column) => Order(LinkCommand.PatchRun, [stage, row, column]);

    public int PatchStep(int step) => Order(LinkCommand.PatchStep, [step]);

    /// <summary>Writes as many rows at a time as a frame takes.</summary>
    public int InputWrite(byte[] pixels, int offset, int rows)
    {
        int most = Math.Max(1, _link.MaxData / Math.Max(1, _inputRowBytes));
        int missing = _missingRows;
        for (int row = 0; row < rows && missing >= 0; row += most)
        {
            int count = Math.Min(most, rows - row);
            missing = Call(LinkCommand.InputWrite, [count], pixels.AsSpan(offset + (row * _inputRowBytes), count * _inputRowBytes)).Result;
            Require(LinkCommand.InputWrite, missing < 0 || missing == _missingRows - count);
            _missingRows = missing;
        }

        return missing;
    }

    public int ImageBegin(int[] settings)
    {
        _imageRowBytes = settings[ImageField.Width] * BytesPerPixel[settings[ImageField.Format]];
        return Order(LinkCommand.ImageBegin, [], MemoryMarshal.AsBytes(settings.AsSpan()));
    }

    public int ImageNormalize(int channel, float mean, float deviation) =>
        Order(LinkCommand.ImageNormalize, [channel, BitConverter.SingleToInt32Bits(mean), BitConverter.SingleToInt32Bits(deviation)]);

    /// <summary>Takes as many rows as a frame takes; the caller offers the others again.</summary>
    public int ImageWrite(byte[] bytes, int offset, int rows, int[] progress)
    {
        int count = Math.Min(rows, Math.Max(1, _link.MaxData / Math.Max(1, _imageRowBytes)));
        int result = Describe(LinkCommand.ImageWrite, [count], progress, said =>
        {
            (int consumed, int missing) = (said[ProgressField.Consumed], said[ProgressField.Missing]);
            // Rows that nobody takes while rows are missing would be offered for ever.
            Require(LinkCommand.ImageWrite, consumed >= 0 && consumed <= count && missing >= 0 && missing <= _missingRows && (consumed == count || missing == 0));
            _missingRows = missing;
        }, bytes.AsSpan(offset, count * _imageRowBytes));
        return result;
    }

    public int OutputRead(int output, byte[] destination, int offset, int count)
    {
        for (int done = 0; done < count;)
        {
            int part = Math.Min(_link.MaxData, count - done);
            LinkAnswer answer = Call(LinkCommand.OutputRead, [output, offset + done, part]);
            if (answer.Result < 0)
            {
                return answer.Result;
            }

            Require(LinkCommand.OutputRead, answer.Result == part && answer.Data.Length == part);
            answer.Data.CopyTo(destination, done);
            done += part;
        }

        return count;
    }

    public int Score(int label)
    {
        int score = Call(LinkCommand.Score, [label]).Result;
        Require(LinkCommand.Score, score <= Certainty);
        return score;
    }

    public int Detect(int[] boxes, int threshold, int overlap)
    {
        LinkAnswer answer = Call(LinkCommand.Detect, [boxes.Length, threshold, overlap]);
        if (answer.Result < 0)
        {
            return answer.Result;
        }

        int stride = BoxField.Count + (_facts.Points * PointField.Count);
        Require(LinkCommand.Detect, answer.Result <= boxes.Length / stride && answer.Data.Length == answer.Result * stride * sizeof(int));
        MemoryMarshal.Cast<byte, int>(answer.Data).CopyTo(boxes);
        for (int box = 0; box < answer.Result; box++)
        {
            ReadOnlySpan<int> fields = boxes.AsSpan(box * stride, stride);
            Require(LinkCommand.Detect, fields[BoxField.Class] >= 0 && fields[BoxField.Class] < _facts.Classes
                && fields[BoxField.Probability] >= 0 && fields[BoxField.Probability] <= Certainty
                && fields[BoxField.Left] <= fields[BoxField.Right] && fields[BoxField.Top] <= fields[BoxField.Bottom]);
            for (int point = BoxField.Count; point < stride; point += PointField.Count)
            {
                Require(LinkCommand.Detect, fields[point + PointField.X] >= 0 && fields[point + PointField.Y] >= 0
                    && fields[point + PointField.Probability] >= 0 && fields[point + PointField.Probability] <= Certainty);
            }
        }

        return answer.Result;
    }

    public int Counters(int[] fields)
    {
        fields[CounterField.Microseconds] = Microseconds(Instructions);
        fields[CounterField.Cycles] = unchecked((int)Instructions);
        fields[CounterField.KernelMicroseconds] = Microseconds(Instructions - InputInstructions);
        fields[CounterField.InputMicroseconds] = Microseconds(InputInstructions);
        return EngineStatus.Ok;
    }

    /// <summary>Nothing: the target keeps its model until it is given another one.</summary>
    public int Close() => EngineStatus.Ok;

    /// <summary>Deepest use of the target's stack since it started.</summary>
    public int StackBytes() => Call(LinkCommand.StackBytes, []).Result;

    private static int Microseconds(long instructions) => unchecked((int)(instructions / InstructionsPerMicrosecond));

    private void CheckRegion(int[] said)
    {
        (int top, int bottom, int left, int right) = (said[RegionField.Top], said[RegionField.Bottom], said[RegionField.Left], said[RegionField.Right]);
        Require(LinkCommand.PatchBegin, top >= 0 && top <= bottom && bottom <= _facts.Input.Height && left >= 0 && left <= right && right <= _facts.Input.Width);
    }

    private LinkAnswer Call(LinkCommand command, ReadOnlySpan<int> arguments, ReadOnlySpan<byte> data = default)
    {
        LinkAnswer answer = _link.Request(command, arguments, data);
        if (command is LinkCommand.PatchBegin or LinkCommand.PatchRun or LinkCommand.PatchStep or LinkCommand.InputWrite or LinkCommand.ImageWrite)
        {
            Instructions += answer.Instructions;
            InputInstructions += command is LinkCommand.InputWrite or LinkCommand.ImageWrite ? answer.Instructions : 0;
            if (_profiler is not null)
            {
                AddCycles(command, _profiler.Take().EstimatedCycles);
            }
        }

        return answer;
    }

    private void AddCycles(LinkCommand command, long cycles)
    {
        EstimatedCycles += cycles;
        if (command == LinkCommand.PatchStep)
        {
            StepCycles.Add(cycles);
        }
    }

    /// <summary>A command whose answer is its status.</summary>
    private int Order(LinkCommand command, ReadOnlySpan<int> arguments, ReadOnlySpan<byte> data = default)
    {
        LinkAnswer answer = Call(command, arguments, data);
        Require(command, answer.Result <= EngineStatus.Ok && answer.Data.Length == 0);
        return answer.Result;
    }

    /// <summary>A command that is answered by as many fields as were asked for.</summary>
    private int Describe(LinkCommand command, ReadOnlySpan<int> arguments, int[] fields, Action<int[]> check, ReadOnlySpan<byte> data = default)
    {
        LinkAnswer answer = Call(command, arguments, data);
        if (answer.Result >= 0)
        {
            Require(command, answer.Data.Length == fields.Length * sizeof(int));
            MemoryMarshal.Cast<byte, int>(answer.Data).CopyTo(fields);
            check(fields);
        }

        return answer.Result;
    }

    private int Text(LinkCommand command, ReadOnlySpan<int> arguments, byte[] text, Action<string> check)
    {
        LinkAnswer answer = Call(command, arguments);
        if (answer.Result < 0)
        {
            return answer.Result;
        }

        Require(command, answer.Data.Length == answer.Result);
        check(Encoding.UTF8.GetString(answer.Data));
        int count = Math.Min(answer.Data.Length, text.Length);
        answer.Data.AsSpan(0, count).CopyTo(text);
        return count;
    }

    private static void Require(LinkCommand command, bool isPossible)
    {
        if (!isPossible)
        {
            throw new LinkException($"the target's answer to {command} cannot be right");
        }
    }
}
