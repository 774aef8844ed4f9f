// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Camera rows through the converter, the scheduler and an identity model, against plain arithmetic on the whole frame.</summary>
public class CameraInputTests
{
    public static TheoryData<PixelFormat, ResizeMethod, int, int, int, int, int> Cases()
    {
        TheoryData<PixelFormat, ResizeMethod, int, int, int, int, int> cases = new();
        (int Width, int Height, int OutWidth, int OutHeight)[] sizes =
            [(16, 12, 8, 6), (16, 12, 5, 7), (20, 14, 20, 14), (6, 5, 13, 11), (30, 1, 7, 3), (2, 40, 1, 9), (32, 32, 1, 1)];
        foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
        {
            foreach (ResizeMethod resize in Enum.GetValues<ResizeMethod>())
            {
                foreach ((int width, int height, int outWidth, int outHeight) in sizes)
                {
                    cases.Add(format, resize, width, height, outWidth, outHeight, 3);
                    cases.Add(format, resize, width, height, outWidth, outHeight, 1);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Frames_become_the_models_input(
        PixelFormat format, ResizeMethod resize, int width, int height, int outWidth, int outHeight, int channels)
    {
        TestFrames frames = TestFrames.Random(width, height, format);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(outHeight, outWidth, channels));
        CameraInput input = new(engine.Model, frames, new ImageSettings { Resize = resize }, bandRows: 3);

        byte[] output = engine.Run(input).Outputs[0].Bytes;

        double[] expected = PictureReference.Convert(frames.Bytes, width, height, format, resize, outWidth, outHeight, channels);
        double tolerance = resize == ResizeMethod.Bilinear ? 1.6 : 0.5 + 1e-6; // bilinear weights are rounded to 1/256
        for (int i = 0; i < expected.Length; i++)
        {
            Math.Abs((sbyte)output[i] - expected[i]).ShouldBeLessThanOrEqualTo(tolerance, $"element {i}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Rows_may_come_in_bands_of_any_size(int bandRows)
    {
        TestFrames frames = TestFrames.Random(40, 30, PixelFormat.Rgb565BigEndian);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(16, 16, 3));
        byte[] expected = engine.Run(new CameraInput(engine.Model, frames, null, bandRows: 30)).Outputs[0].Bytes;

        engine.Run(new CameraInput(engine.Model, frames, null, bandRows)).Outputs[0].Bytes.ShouldBe(expected);
        frames.Passes.ShouldBe(2);
    }

    [Fact]
    public void The_converter_keeps_a_few_rows_not_a_frame()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(96, 96, 3));
        engine.Run(new CameraInput(engine.Model, TestFrames.Random(160, 120, PixelFormat.Rgb565BigEndian)));

        engine.Arena.Image.ShouldBe(2 * 4 * 96 * 3);
        engine.Arena.HighWater.ShouldBeLessThanOrEqualTo(engine.Arena.Model);
    }

    [Fact]
    public void The_largest_centred_part_with_the_models_proportions_is_used_when_asked()
    {
        TestFrames frames = TestFrames.Random(16, 8, PixelFormat.Gray8);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(8, 8, 1));

        byte[] output = engine.Run(new CameraInput(engine.Model, frames, new ImageSettings { CropToAspect = true })).Outputs[0].Bytes;

        for (int i = 0; i < 64; i++)
        {
            (output[i] ^ 0x80).ShouldBe(frames.Bytes[(i / 8 * 16) + 4 + (i % 8)]);
        }
    }

    [Fact]
    public void Normalisation_maps_pixels_to_the_models_scale()
    {
        byte[] pixels = [0, 1, 64, 128, 200, 255];
        TestFrames frames = new(pixels, 6, 1, PixelFormat.Gray8);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(1, 6, 1, scale: 0.02f, zeroPoint: -18));
        ImageSettings settings = new() { Mean = [0.485f], Deviation = [0.229f] };

        byte[] output = engine.Run(new CameraInput(engine.Model, frames, settings)).Outputs[0].Bytes;

        for (int i = 0; i < pixels.Length; i++)
        {
            double exact = (((pixels[i] / 255.0) - 0.485) / 0.229 / 0.02) - 18;
            Math.Abs((sbyte)output[i] - Math.Clamp(exact, -128, 127)).ShouldBeLessThanOrEqualTo(0.51);
        }
    }

    [Fact]
    public void A_frame_that_breaks_off_is_a_camera_fault_and_the_next_frame_works()
    {
        TestFrames frames = TestFrames.Random(16, 16, PixelFormat.Gray8);
        TestFrames torn = new(frames.Bytes, 16, 16, PixelFormat.Gray8) { RowsDelivered = 9 };
        using HostEngine engine = HostEngine.Open(TestModels.Identity(8, 8, 1));

        Should.Throw<CameraException>(() => engine.Run(new CameraInput(engine.Model, torn))).Message.ShouldBe("frame too short");
        engine.Run(new CameraInput(engine.Model, frames)).Outputs[0].Bytes.Length.ShouldBe(64);
    }

    [Fact]
    public void A_picture_needs_one_or_three_channels()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(8, 8, 2));
        Should.Throw<ArgumentException>(() => new CameraInput(engine.Model, TestFrames.Random(8, 8, PixelFormat.Gray8)))
            .Message.ShouldBe("model input has 2 channels, a picture has 1 or 3");
    }

    [Fact]
    public void An_arena_without_room_for_the_converter_is_refused()
    {
        byte[] package = TestModels.Identity(32, 32, 3);
        int needed;
        using (HostEngine roomy = HostEngine.Open(package))
        {
            needed = roomy.Model.ArenaBytes;
        }

        using HostEngine engine = HostEngine.Open(package, needed);
        CameraInput input = new(engine.Model, TestFrames.Random(64, 64, PixelFormat.Gray8));
        Should.Throw<InferenceException>(() => engine.Run(input)).Status.ShouldBe(EngineStatus.Arena);
    }
}
