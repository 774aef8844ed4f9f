// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Host.Inference;
using MCUNetV2.VisualWakeWords;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

public class WakeWordDetectorTests
{
    [Fact]
    public void Presence_has_hysteresis()
    {
        Lamp camera = new();
        using HostEngine engine = HostEngine.Open(TestModels.Brightness(8, 8));
        WakeWordDetector detector = new(engine.Model, camera) { Threshold = 0.6f, Hysteresis = 0.2f };
        List<bool> changes = new();
        detector.PresenceChanged += (_, result) => changes.Add(result.IsPresent);

        int[] brightness = [0, 150, 160, 110, 150, 100, 150, 255];
        IEnumerable<bool> seen = brightness.Select(value =>
        {
            camera.Brightness = (byte)value;
            WakeWordResult result = detector.Detect();
            result.Score.ShouldBe(value / 256f);
            return result.IsPresent;
        });

        seen.ShouldBe([false, false, true, true, true, false, false, true]);
        changes.ShouldBe([true, false, true]);
    }

    [Fact]
    public void A_label_that_the_model_does_not_know_is_refused()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Brightness(8, 8));
        Should.Throw<ArgumentException>(() => new WakeWordDetector(engine.Model, new Lamp(), "dog")).Message.ShouldBe("model brightness has no class dog");
    }

    [Fact]
    public void Two_scores_without_labels_are_nobody_and_person()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(1, 2, 1));
        WakeWordDetector detector = new(engine.Model, new MCUNetV2.Inference.TensorInput(engine.Model, [0x90, 0x70]));
        detector.Detect().Score.ShouldBe((0x70 + 128) / 256f);
    }

    /// <summary>A camera that sees one even grey.</summary>
    private sealed class Lamp : IFrameSource
    {
        public byte Brightness { get; set; }

        public int Width => 16;

        public int Height => 16;

        public PixelFormat Format => PixelFormat.Gray8;

        public bool CanRewind => false;

        public void StartFrame()
        {
        }

        public int ReadRows(byte[] buffer, int rows)
        {
            Array.Fill(buffer, Brightness);
            return rows;
        }

        public void Rewind() => throw new InvalidOperationException();

        public void EndFrame()
        {
        }
    }
}
