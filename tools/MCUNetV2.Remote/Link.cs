// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace MCUNetV2.Remote;

/// <summary>Requests and answers over a byte stream. A lost or damaged frame is a <see cref="LinkException"/>, never a hang.</summary>
public sealed class Link(Stream toTarget, Stream fromTarget, TimeSpan patience)
{
    private const int ArgumentCount = 4;
    private const int AnswerBytes = 8;
    private const int LongestAnswer = 1 << 20;

    private byte _sequence;

    /// <summary>Bytes of data that a request can carry.</summary>
    public int MaxData { get; set; } = 256;

    /// <summary>Asks and waits for the answer.</summary>
    /// <exception cref="LinkException">The target did not get the request whole, or its answer did not come, or not whole.</exception>
    public LinkAnswer Request(LinkCommand command, ReadOnlySpan<int> arguments, ReadOnlySpan<byte> data = default)
    {
        Span<int> all = stackalloc int[ArgumentCount];
        arguments.CopyTo(all);
        byte sequence = ++_sequence;
        LinkAnswer answer;
        using (CancellationTokenSource timeout = new CancellationTokenSource(patience))
        {
            try
            {
                byte[] frame = LinkFrame.Write((byte)command, sequence, all, data);
                Wait(toTarget.WriteAsync(frame, timeout.Token).AsTask());
                Wait(toTarget.FlushAsync(timeout.Token));
                answer = Receive(command, sequence, timeout.Token);
            }
            catch (OperationCanceledException exception)
            {
                throw new LinkException($"the target did not answer {command} within {patience.TotalSeconds:0} s", exception);
            }
            catch (IOException exception)
            {
                throw new LinkException($"the link to the target broke during {command}: {exception.Message}", exception);
            }
        }

        return answer.Result > -100 ? answer : throw new LinkException($"the target refused {command}: {Describe(answer.Result)}");
    }

    private LinkAnswer Receive(LinkCommand command, byte sequence, CancellationToken cancel)
    {
        byte[] header = new byte[LinkFrame.HeaderBytes];
        Read(header, cancel);
        int length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        if (!header.AsSpan().StartsWith(LinkFrame.Magic) || length is < AnswerBytes or > LongestAnswer)
        {
            throw new LinkException($"what the target sent after {command} is not a frame");
        }

        byte[] frame = new byte[header.Length + length + LinkFrame.ChecksumBytes];
        header.CopyTo(frame, 0);
        Read(frame.AsMemory(header.Length), cancel);
        if (LinkFrame.Checksum(frame.AsSpan(0, header.Length + length)) != BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(header.Length + length)))
        {
            throw new LinkException($"the target's answer to {command} was damaged on the way: its checksum does not match");
        }

        if (frame[3] != sequence)
        {
            throw new LinkException($"the target answered another request than {command}: one was lost");
        }

        ReadOnlySpan<byte> payload = frame.AsSpan(header.Length, length);
        return new LinkAnswer(
            BinaryPrimitives.ReadInt32LittleEndian(payload),
            BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]),
            payload[AnswerBytes..].ToArray());
    }

    private void Read(Memory<byte> target, CancellationToken cancel) => Wait(fromTarget.ReadExactlyAsync(target, cancel).AsTask());

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static string Describe(int status) => status switch
    {
        -101 => "the request was damaged on the way: its checksum does not match",
        -102 => "the request is longer or shorter than it may be",
        -103 => "its firmware does not know this command",
        -104 => "the package does not fit into its memory",
        _ => $"link error {status}",
    };
}
