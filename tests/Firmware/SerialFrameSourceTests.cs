// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Camera.Serial;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Camera.Serial;
using MCUNetV2.Host.Inference;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Board and PC at the two ends of a serial link.</summary>
public class SerialFrameSourceTests
{
    private static readonly string Picture = Repository.Path("samples/person/astronaut.jpg");

    [Fact]
    public void A_board_sees_the_pictures_of_the_pc()
    {
        Link link = new([Picture]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(24, 24, 3));
        SerialFrameSource source = new(link, 48, 40);

        byte[] output = engine.Run(new CameraInput(engine.Model, source, null, bandRows: 3)).Outputs[0].Bytes;

        TestFrames direct = new(PictureRows.Read(Picture, 48, 40, PixelFormat.Rgb565BigEndian), 48, 40, PixelFormat.Rgb565BigEndian);
        output.ShouldBe(engine.Run(new CameraInput(engine.Model, direct)).Outputs[0].Bytes);
        link.Server.Picture.ShouldBe(Picture);
    }

    [Fact]
    public void A_silent_pc_is_a_camera_fault_and_the_next_frame_works()
    {
        Link link = new([Picture, Picture]);
        SerialFrameSource source = new(link, 16, 16, PixelFormat.Gray8);
        byte[] rows = new byte[16 * 16];
        source.StartFrame();
        link.Damage = bytes => bytes[..5];
        Should.Throw<CameraException>(() => source.ReadRows(rows, 16)).Message.ShouldBe("serial link silent after 5 of 256 bytes");

        link.Damage = bytes => bytes;
        source.StartFrame();
        source.ReadRows(rows, 16).ShouldBe(16);
        rows.ShouldBe(PictureRows.Read(Picture, 16, 16, PixelFormat.Gray8));
    }

    [Fact]
    public void A_damaged_byte_is_found()
    {
        Link link = new([Picture]) { Damage = bytes => [(byte)(bytes[0] + 1), .. bytes[1..]] };
        SerialFrameSource source = new(link, 16, 16, PixelFormat.Gray8);
        source.StartFrame();
        Should.Throw<CameraException>(() => source.ReadRows(new byte[256], 16)).Message.ShouldBe("rows damaged on the serial link");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"type": 7}""")]
    [InlineData("""{"type": "frame"}""")]
    [InlineData("""{"type": "frame", "width": "16", "height": 16, "format": 0}""")]
    [InlineData("""{"type": "frame", "width": 0, "height": 16, "format": 0}""")]
    [InlineData("""{"type": "frame", "width": -1, "height": 16, "format": 0}""")]
    [InlineData("""{"type": "frame", "width": 2000000000, "height": 2000000000, "format": 0}""")]
    [InlineData("""{"type": "frame", "width": 1e999, "height": 16, "format": 0}""")]
    [InlineData("""{"type": "frame", "width": 16, "height": 16, "format": 99}""")]
    [InlineData("""{"type": "\ud800"}""")]
    [InlineData("""{"\ud800 is half a name": 1, "type": "frame"}""")]
    [InlineData("""{"type": "rows"}""")]
    [InlineData("""{"type": "rows", "first": -1, "count": 1}""")]
    [InlineData("""{"type": "rows", "first": 0, "count": 0}""")]
    [InlineData("""{"type": "rows", "first": 2147483647, "count": 2147483647}""")]
    [InlineData("""{"type": "rows", "first": 0, "count": 1.5}""")]
    public void A_request_that_cannot_be_is_a_line_like_any_other(string line)
    {
        List<string> lines = new();
        int sent = 0;
        PictureServer server = new([Picture], _ => sent++, lines.Add);

        server.Receive(line);

        lines.ShouldBe([line]);
        sent.ShouldBe(0);
        server.Picture.ShouldBeNull();
        server.Receive("""{"type": "frame", "width": 16, "height": 16, "format": 0}""");
        server.Receive("""{"type": "rows", "first": 15, "count": 1}""");
        server.Receive("""{"type": "rows", "first": 15, "count": 2}""");
        sent.ShouldBe(1);
    }

    [Fact]
    public void Telemetry_between_requests_is_passed_on()
    {
        List<string> lines = new();
        PictureServer server = new(Array.Empty<string>(), _ => throw new InvalidOperationException(), lines.Add);
        string[] sent = ["{\"type\":\"start\"}", "boot noise", "{\"type\":\"rows\",\"first\":0,\"count\":1}", "[1]"];
        foreach (string line in sent.Take(3))
        {
            server.Receive(line);
        }

        lines.ShouldBe(["{\"type\":\"start\"}", "boot noise"]);
    }

    /// <summary>A link whose other end is a picture server.</summary>
    private sealed class Link : ISerialLink
    {
        private readonly Queue<byte> _received = new();

        public Link(IEnumerable<string> pictures)
        {
            Server = new PictureServer(pictures, bytes =>
            {
                _received.Clear();
                foreach (byte value in Damage(bytes))
                {
                    _received.Enqueue(value);
                }
            });
        }

        public PictureServer Server { get; }

        public Func<byte[], byte[]> Damage { get; set; } = bytes => bytes;

        public void WriteLine(string line) => Server.Receive(line);

        public int Read(byte[] buffer, int offset, int count)
        {
            int read = Math.Min(Math.Min(count, _received.Count), 7);
            for (int index = 0; index < read; index++)
            {
                buffer[offset + index] = _received.Dequeue();
            }

            return read;
        }
    }
}
