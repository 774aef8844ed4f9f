using System.Runtime.InteropServices;
using MCUNetV2.Inference;
using MCUNetV2.Remote.Profiling;

namespace MCUNetV2.Remote.Sessions;

/// <summary>
/// The engine at the other end of a link. Its clock is the instructions that inferences have executed: input and patches, but neither the
/// link's own work nor questions about the model.
/// </summary>
/// <param name="profiler">Of the QEMU at the other end; null when cycles are not estimated.</param>
public sealed class LinkEngine(Link link, BlockProfiler? profiler = null) : IEngine
{
    private const int InstructionsPerMicrosecond = 1000; // as QEMU runs with -icount shift=0
    private static readonly int[] BytesPerPixel = [2, 2, 3, 1, 2]; // of each PixelFormat

    private int _channels; // of the model's input
    private int _inputRowBytes; // of the begun patch's region
    private int _imageRowBytes;
    private long _inputInstructions; // of Instructions, those of writing input

    /// <summary>Instructions that inferences have executed so far.</summary>
    public long Instructions { get; private set; }

    /// <summary>Cycles that they would take, as far as estimated.</summary>
    public long EstimatedCycles { get; private set; }

    /// <summary>The link carries one question at a time.</summary>
    public object Gate { get; } = new();

    /// <summary>Those of each step, in the order in which they were run.</summary>
    internal List<long> StepCycles { get; } = [];

    public int ModelInfo(int[] fields)
    {
        int result = Fields(LinkCommand.ModelInfo, [fields.Length], fields);
        _channels = fields[ModelField.InputChannels];
        return result;
    }

    public int StageInfo(int stage, int[] fields) => Fields(LinkCommand.StageInfo, [stage, fields.Length], fields);

    public int OperatorInfo(int index, int[] fields) => Fields(LinkCommand.OperatorInfo, [index, fields.Length], fields);

    public int OutputInfo(int output, int[] fields) => Fields(LinkCommand.OutputInfo, [output, fields.Length], fields);

    public int ArenaInfo(int[] fields) => Fields(LinkCommand.ArenaInfo, [fields.Length], fields);

    public int ModelId(byte[] text) => Text(LinkCommand.ModelId, [], text);

    public int Label(int label, byte[] text) => Text(LinkCommand.Label, [label], text);

    public int Backend(byte[] text) => Text(LinkCommand.Backend, [], text);

    public int PatchBegin(int stage, int row, int column, int[] region)
    {
        int rows = Fields(LinkCommand.PatchBegin, [stage, row, column], region);
        _inputRowBytes = (region[RegionField.Right] - region[RegionField.Left]) * _channels;
        return rows;
    }

    public int PatchRun(int stage, int row, int column) => Call(LinkCommand.PatchRun, [stage, row, column]).Result;

    public int PatchStep(int step) => Call(LinkCommand.PatchStep, [step]).Result;

    /// <summary>Writes as many rows at a time as a frame takes.</summary>
    public int InputWrite(byte[] pixels, int offset, int rows)
    {
        int most = Math.Max(1, link.MaxData / Math.Max(1, _inputRowBytes));
        int missing = 0;
        for (int row = 0; row < rows && missing >= 0; row += most)
        {
            int count = Math.Min(most, rows - row);
            missing = Call(LinkCommand.InputWrite, [count], pixels.AsSpan(offset + (row * _inputRowBytes), count * _inputRowBytes)).Result;
        }

        return missing;
    }

    public int ImageBegin(int[] settings)
    {
        _imageRowBytes = settings[ImageField.Width] * BytesPerPixel[settings[ImageField.Format]];
        return Call(LinkCommand.ImageBegin, [], MemoryMarshal.AsBytes(settings.AsSpan())).Result;
    }

    public int ImageNormalize(int channel, float mean, float deviation) =>
        Call(LinkCommand.ImageNormalize, [channel, BitConverter.SingleToInt32Bits(mean), BitConverter.SingleToInt32Bits(deviation)]).Result;

    /// <summary>Takes as many rows as a frame takes; the caller offers the others again.</summary>
    public int ImageWrite(byte[] bytes, int offset, int rows, int[] progress)
    {
        int count = Math.Min(rows, Math.Max(1, link.MaxData / Math.Max(1, _imageRowBytes)));
        LinkAnswer answer = Call(LinkCommand.ImageWrite, [count], bytes.AsSpan(offset, count * _imageRowBytes));
        Copy(answer, progress);
        return answer.Result;
    }

    public int OutputRead(int output, byte[] destination, int offset, int count)
    {
        for (int done = 0; done < count;)
        {
            int part = Math.Min(link.MaxData, count - done);
            LinkAnswer answer = Call(LinkCommand.OutputRead, [output, offset + done, part]);
            if (answer.Result < 0)
            {
                return answer.Result;
            }

            answer.Data.CopyTo(destination, done);
            done += part;
        }

        return count;
    }

    public int Score(int label) => Call(LinkCommand.Score, [label]).Result;

    public int Detect(int[] boxes, int threshold, int overlap) => Fields(LinkCommand.Detect, [boxes.Length, threshold, overlap], boxes);

    public int Counters(int[] fields)
    {
        fields[CounterField.Microseconds] = Microseconds(Instructions);
        fields[CounterField.Cycles] = unchecked((int)Instructions);
        fields[CounterField.KernelMicroseconds] = Microseconds(Instructions - _inputInstructions);
        fields[CounterField.InputMicroseconds] = Microseconds(_inputInstructions);
        return EngineStatus.Ok;
    }

    /// <summary>Nothing: the target keeps its model until it is given another one.</summary>
    public int Close() => EngineStatus.Ok;

    /// <summary>Deepest use of the target's stack since it started.</summary>
    public int StackBytes() => Call(LinkCommand.StackBytes, []).Result;

    private static int Microseconds(long instructions) => unchecked((int)(instructions / InstructionsPerMicrosecond));

    private LinkAnswer Call(LinkCommand command, ReadOnlySpan<int> arguments, ReadOnlySpan<byte> data = default)
    {
        LinkAnswer answer = link.Request(command, arguments, data);
        if (command is LinkCommand.PatchBegin or LinkCommand.PatchRun or LinkCommand.PatchStep or LinkCommand.InputWrite or LinkCommand.ImageWrite)
        {
            Instructions += answer.Instructions;
            _inputInstructions += command is LinkCommand.InputWrite or LinkCommand.ImageWrite ? answer.Instructions : 0;
            if (profiler is not null)
            {
                AddCycles(command, profiler.Take().EstimatedCycles);
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

    private int Fields(LinkCommand command, ReadOnlySpan<int> arguments, int[] fields)
    {
        LinkAnswer answer = Call(command, arguments);
        Copy(answer, fields);
        return answer.Result;
    }

    private int Text(LinkCommand command, ReadOnlySpan<int> arguments, byte[] text)
    {
        LinkAnswer answer = Call(command, arguments);
        int count = Math.Min(answer.Data.Length, text.Length);
        answer.Data.AsSpan(0, count).CopyTo(text);
        return answer.Result < 0 ? answer.Result : count;
    }

    private static void Copy(LinkAnswer answer, int[] fields)
    {
        ReadOnlySpan<int> words = MemoryMarshal.Cast<byte, int>(answer.Data);
        words[..Math.Min(words.Length, fields.Length)].CopyTo(fields);
    }
}
