// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Interop;
using MCUNetV2.Remote;

namespace MCUNetV2.Cli.Tests.Links;

/// <summary>
/// A target in this process, at both ends of whose stream lies a link: it runs packages as the bare-metal runner does, and frames its answers
/// with right checksums, whatever a lie makes of them.
/// </summary>
/// <param name="lie">Takes a true answer; returns what is sent.</param>
internal sealed class LyingTarget(Func<LinkCommand, LinkAnswer, LinkAnswer> lie) : Stream
{
    private const int HeaderBytes = 8;
    private const int ArgumentBytes = 16;
    private const int Payload = 1024; // small, so that inputs and outputs take several requests

    private readonly Queue<byte> _answers = new();
    private readonly byte[] _package = new byte[1 << 20];
    private HostEngine? _host;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ReadOnlySpan<byte> frame = buffer.AsSpan(offset, count);
        ReadOnlySpan<byte> payload = frame[HeaderBytes..^4];
        LinkCommand command = (LinkCommand)frame[2];
        LinkAnswer answer = lie(command, Serve(command, MemoryMarshal.Cast<byte, int>(payload[..ArgumentBytes]), payload[ArgumentBytes..].ToArray()));
        byte[] sent = new byte[HeaderBytes + 8 + answer.Data.Length + 4];
        frame[..4].CopyTo(sent);
        BinaryPrimitives.WriteInt32LittleEndian(sent.AsSpan(4), 8 + answer.Data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(sent.AsSpan(8), answer.Result);
        answer.Data.CopyTo(sent, HeaderBytes + 8);
        BinaryPrimitives.WriteUInt32LittleEndian(sent.AsSpan(sent.Length - 4), Crc32.Compute(sent.AsSpan(2, sent.Length - 6)));
        Array.ForEach(sent, _answers.Enqueue);
    }

    /// <returns>0, as a link that is closed, when there is no answer left.</returns>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = 0;
        while (read < count && _answers.TryDequeue(out byte value))
        {
            buffer[offset + read++] = value;
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _host?.Dispose();
        base.Dispose(disposing);
    }

    private LinkAnswer Serve(LinkCommand command, ReadOnlySpan<int> arguments, byte[] data)
    {
        switch (command)
        {
            case LinkCommand.Hello:
                return Answer(1, Payload, _package.Length, 1 << 20);
            case LinkCommand.Load:
                data.CopyTo(_package, arguments[0]);
                return Answer(data.Length);
            case LinkCommand.Open:
                _host = HostEngine.Open(_package[..arguments[0]]);
                return Answer(0);
            default:
                return OpenEngines.Find(_host!.Model.Handle, out IEngine engine) ? Serve(engine, command, arguments, data) : Answer(EngineStatus.State);
        }
    }

    private static LinkAnswer Serve(IEngine engine, LinkCommand command, ReadOnlySpan<int> arguments, byte[] data)
    {
        int first = arguments[0];
        int second = arguments[1];
        int third = arguments[2];
        return command switch
        {
            LinkCommand.ModelInfo => Fields(first, engine.ModelInfo),
            LinkCommand.StageInfo => Fields(second, fields => engine.StageInfo(first, fields)),
            LinkCommand.OperatorInfo => Fields(second, fields => engine.OperatorInfo(first, fields)),
            LinkCommand.OutputInfo => Fields(second, fields => engine.OutputInfo(first, fields)),
            LinkCommand.ArenaInfo => Fields(first, engine.ArenaInfo),
            LinkCommand.ModelId => Text(64, engine.ModelId),
            LinkCommand.Label => Text(64, text => engine.Label(first, text)),
            LinkCommand.Backend => Text(64, engine.Backend),
            LinkCommand.PatchBegin => Fields(4, region => engine.PatchBegin(first, second, third, region)),
            LinkCommand.PatchRun => Answer(engine.PatchRun(first, second, third)),
            LinkCommand.PatchStep => Answer(engine.PatchStep(first)),
            LinkCommand.InputWrite => Answer(engine.InputWrite(data, 0, first)),
            LinkCommand.ImageBegin => Answer(engine.ImageBegin(MemoryMarshal.Cast<byte, int>(data).ToArray())),
            LinkCommand.ImageNormalize => Answer(engine.ImageNormalize(first, BitConverter.Int32BitsToSingle(second), BitConverter.Int32BitsToSingle(third))),
            LinkCommand.ImageWrite => Fields(2, progress => engine.ImageWrite(data, 0, first, progress)),
            LinkCommand.OutputRead => Text(third, bytes => engine.OutputRead(first, bytes, second, third)),
            LinkCommand.Score => Answer(engine.Score(first)),
            LinkCommand.Detect => Boxes(first, boxes => engine.Detect(boxes, second, third)),
            LinkCommand.StackBytes => Answer(1234),
            _ => Answer(-103),
        };
    }

    private static LinkAnswer Answer(int result, params int[] fields) => new(result, 10, MemoryMarshal.AsBytes(fields.AsSpan()).ToArray());

    private static LinkAnswer Fields(int count, Func<int[], int> call)
    {
        int[] fields = new int[count];
        int result = call(fields);
        return result < 0 ? Answer(result) : Answer(result, fields);
    }

    private static LinkAnswer Boxes(int count, Func<int[], int> call)
    {
        int[] fields = new int[count];
        int result = call(fields);
        return result < 0 ? Answer(result) : Answer(result, fields[..(result * BoxField.Count)]);
    }

    private static LinkAnswer Text(int count, Func<byte[], int> call)
    {
        byte[] text = new byte[count];
        int result = call(text);
        return new LinkAnswer(result, 10, result < 0 ? [] : text[..result]);
    }
}
