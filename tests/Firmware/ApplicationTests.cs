// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Boards;
using MCUNetV2.Camera;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Boards;
using MCUNetV2.Host.Camera.ArduCam;
using MCUNetV2.Host.Inference;
using MCUNetV2.Interop;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>The demo applications' own Main on a simulated board.</summary>
public class ApplicationTests
{
    [Fact]
    public void The_wake_word_demo_lights_the_lamp_while_somebody_is_in_view()
    {
        SwitchedCamera camera = new();
        List<JsonElement> lines = new();
        SimulatedBoard board = new(camera, 4, line => lines.Add(JsonDocument.Parse(line).RootElement));
        List<bool> lit = new();
        board.FrameDue += frame =>
        {
            lit.Add(board.IsLit);
            camera.Frame = Even((byte)(frame is 1 or 2 ? 250 : 3));
        };
        HostEngine.Link(TestModels.Brightness(8, 8));
        Board.Use(board);

        WakeWordDemo.Program.Main();

        lit.ShouldBe([false, false, true, true]);
        board.IsLit.ShouldBeFalse();
        lines.Select(line => line.GetProperty("type").GetString()).ShouldBe(["start", "inference", "memory", "inference", "inference", "inference"]);
        lines[0].GetProperty("model").GetString().ShouldBe("brightness");
        lines[0].GetProperty("backend").GetString().ShouldBe("portable");
        lines[3].GetProperty("present").GetBoolean().ShouldBeTrue();
        lines[3].GetProperty("score").GetDouble().ShouldBe(250 / 256.0, 1e-4);
        JsonElement inference = lines[1];
        inference.GetProperty("totalMicroseconds").GetInt32().ShouldBe(
            inference.GetProperty("inputMicroseconds").GetInt32()
            + inference.GetProperty("nativeMicroseconds").GetInt32()
            + inference.GetProperty("managedMicroseconds").GetInt32());
        lines[2].GetProperty("arenaHighWaterBytes").GetInt32()
            .ShouldBeLessThanOrEqualTo(lines[2].GetProperty("arenaUsedBytes").GetInt32());
    }

    [Fact]
    public void A_package_laid_out_for_other_kernels_is_warned_of_once()
    {
        ModelGraph graph = TfLiteImporter.Import(Repository.Path("models/vww/person_vww.tflite"));
        HostEngine.Link(PackageWriter.Write(Schedules.Layers(graph, Target.Armv7em)));
        List<JsonElement> lines = Run(_ => Even(9), link: false);
        lines.Select(Describe).ShouldBe(["start", "warning", "inference", "memory", "inference", "inference", "inference"]);
        lines[0].GetProperty("layout").GetString().ShouldBe("armv7em");
        lines[0].GetProperty("bestLayout").GetString().ShouldBe("portable");
        lines[1].GetProperty("message").GetString()!.ShouldContain("./mcunet compile MODEL --board");

        HostEngine.Link(PackageWriter.Write(Schedules.Layers(graph, Target.Portable)));
        Run(_ => Even(9), link: false).Select(Describe).ShouldNotContain("warning");
    }

    [Fact]
    public void The_wake_word_demo_runs_from_camera_chip_to_pin_on_photographs()
    {
        byte[] package = PackageWriter.Write(Schedules.Patches(
            TfLiteImporter.Import(SharedFiles.Model("mlperf_vww_96")), Target.Portable, 3, 3, 5));
        string[] pictures = ["person/astronaut.jpg", "no person/coffee.jpg", "person/grace_hopper.jpg", "no person/rocket.jpg"];
        string picture = "";
        SimulatedArduCam module = SimulatedArduCam.Before(() => Repository.Path($"samples/{picture}"));
        SimulatedBoard board = new(module.CreateDriver(96, 96), pictures.Length);
        List<bool> lit = new();
        board.FrameDue += frame =>
        {
            lit.Add(board.IsLit);
            picture = pictures[frame];
        };
        HostEngine.Link(package);
        Board.Use(board);

        WakeWordDemo.Program.Main();

        lit.Append(board.IsLit).Skip(1).ShouldBe([true, false, true, false]);
    }

    [Theory]
    [InlineData(CameraFault.SpiSilent)]
    [InlineData(CameraFault.SensorSilent)]
    [InlineData(CameraFault.NoFrame)]
    [InlineData(CameraFault.ShortFrame)]
    public void A_fault_of_the_camera_chip_is_reported_and_the_next_frame_works(CameraFault fault)
    {
        SimulatedArduCam module = new((width, height, _) => new byte[width * height * 2]);
        List<JsonElement> lines = new();
        SimulatedBoard board = new(module.CreateDriver(), 3, line => lines.Add(JsonDocument.Parse(line).RootElement));
        board.FrameDue += frame => module.Fault = frame == 1 ? fault : CameraFault.None;
        HostEngine.Link(TestModels.Brightness(8, 8));
        Board.Use(board);

        WakeWordDemo.Program.Main();

        List<string?> types = lines.Select(line => line.GetProperty("type").GetString()).ToList();
        if (fault == CameraFault.SensorSilent)
        {
            types.ShouldBe(["start", "inference", "memory", "inference", "inference"]); // the sensor is only asked at the start
        }
        else
        {
            types.ShouldBe(["start", "inference", "memory", "error", "inference"]);
        }
    }

    [Fact]
    public void A_fault_of_the_camera_is_reported_and_the_next_frame_works()
    {
        List<JsonElement> lines = Run(frame => frame == 1 ? Even(200, rows: 7) : Even(200));
        lines.Select(Describe).ShouldBe(["start", "inference", "memory", "error: frame too short", "inference", "inference"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_detector_demo_reports_boxes_and_lights_the_lamp(bool anchors)
    {
        DetectorHead head = anchors ? new YoloHead(1, [new YoloScale(4, [(8f, 8f), (16f, 16f), (24f, 24f)])]) : new FcosHead(2, [new FcosScale(4, 4)]);
        HostEngine.Link(TestModels.PixelsToBoxes(head));
        SwitchedCamera camera = new();
        List<JsonElement> lines = new();
        SimulatedBoard board = new(camera, 2, line => lines.Add(JsonDocument.Parse(line).RootElement));
        List<bool> lit = new();
        board.FrameDue += frame =>
        {
            lit.Add(board.IsLit);
            camera.Frame = Even((byte)(frame == 0 ? 255 : 0));
        };
        Board.Use(board);

        DetectorDemo.Program.Main();

        lit.Append(board.IsLit).ShouldBe([false, true, false], string.Join("\n", lines));
        lines[1].GetProperty("objects").GetInt32().ShouldBe(lines.Count(line => line.GetProperty("type").GetString() == "object"));
        JsonElement found = lines[2];
        found.GetProperty("left").GetDouble().ShouldBeLessThan(found.GetProperty("right").GetDouble());
        found.GetProperty("score").GetDouble().ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_wake_word_model_wakes_a_detector()
    {
        SwitchedCamera camera = new();
        YoloHead head = new(1, [new YoloScale(4, [(8f, 8f), (16f, 16f), (24f, 24f)])]);
        using HostBoard models = HostEngine.Link(TestModels.Brightness(8, 8));
        models.Link("detector", TestModels.PixelsToBoxes(head));
        List<JsonElement> lines = RunTwo(camera, 3, frame => camera.Frame = Even((byte)(frame == 1 ? 250 : 3)), out List<bool> lit);
        lit.ShouldBe([false, true, false], string.Join("\n", lines));
        lines.Where(line => line.TryGetProperty("model", out _)).Select(line => line.GetProperty("model").GetString())
            .ShouldBe(["brightness", "brightness", "brightness", "boxes", "brightness"]);
        lines.ShouldContain(line => line.GetProperty("type").GetString() == "object");
    }

    [Fact]
    public void A_detector_in_the_flash_of_its_own_is_woken_instead_of_the_linked_one()
    {
        SwitchedCamera camera = new();
        using HostBoard models = HostEngine.Link(TestModels.Brightness(8, 8));
        byte[] detector = TestModels.PixelsToBoxes(new YoloHead(1, [new YoloScale(4, [(8f, 8f), (16f, 16f), (24f, 24f)])]));
        models.WriteFlash(detector);
        RunTwo(camera, 2, _ => camera.Frame = Even(250), out List<bool> lit, detector.Length);
        lit.ShouldBe([true, true]);

        models.WriteFlash(null);
        List<JsonElement> lines = RunTwo(camera, 2, _ => camera.Frame = Even(250), out _, detector.Length);
        lines.Select(Describe).ShouldBe(["error: not found", "error: not found"]);
    }

    /// <summary>The shipped models: the smaller one looks at every photograph, the larger one at what that one saw.</summary>
    [Fact]
    public void The_shipped_models_wake_one_another_on_photographs()
    {
        string[] pictures = ["person/astronaut.jpg", "no person/coffee.jpg", "person/grace_hopper.jpg", "no person/rocket.jpg"];
        string picture = "";
        SimulatedArduCam module = SimulatedArduCam.Before(() => Repository.Path($"samples/{picture}"));
        using HostBoard models = new(256 * 1024);
        models.Link("person_vww", Package("person_vww"));
        models.Link("detector", Package("person_vww_large"));
        models.Use();
        List<JsonElement> lines = RunTwo(module.CreateDriver(), pictures.Length, frame => picture = pictures[frame], out List<bool> lit);
        lit.ShouldBe([true, false, true, false], string.Join("\n", lines));
        lines.Where(line => line.GetProperty("type").GetString() == "inference").Select(line => line.GetProperty("model").GetString())
            .ShouldBe(["person_vww", "person_vww_large", "person_vww", "person_vww", "person_vww_large", "person_vww"]);

        static byte[] Package(string name) => PackageWriter.Write(
            Planner.Plan(TfLiteImporter.Import(Repository.Path($"models/vww/{name}.tflite")), Target.Portable, new PlanLimits()).Chosen!);
    }

    private static List<JsonElement> RunTwo(IFrameSource camera, int frames, Action<int> due, out List<bool> lit, int modelBytes = 0)
    {
        List<JsonElement> lines = new();
        SimulatedBoard board = new(camera, frames, line => lines.Add(JsonDocument.Parse(line).RootElement)) { ModelBytes = modelBytes };
        List<bool> seen = [];
        board.FrameDue += frame =>
        {
            seen.Add(board.IsLit);
            due(frame);
        };
        Board.Use(board);
        WakeThenDetectDemo.Program.Main();
        lit = [.. seen.Append(board.IsLit).Skip(1)];
        return lines;
    }

    [Fact]
    public void A_damaged_package_is_reported_until_it_is_replaced()
    {
        byte[] sound = TestModels.Brightness(8, 8);
        byte[] damaged = (byte[])sound.Clone();
        damaged[200] ^= 4;
        HostEngine.Link(damaged);
        List<JsonElement> lines = Run(frame =>
        {
            if (frame == 2)
            {
                HostEngine.Link(sound);
            }

            return Even(9);
        }, link: false);
        lines.Select(Describe).ShouldBe(
            ["error: package checksum does not match", "error: package checksum does not match", "start", "inference", "memory", "inference"]);
    }

    [Fact]
    public void An_arena_that_is_too_small_is_reported_until_it_is_larger()
    {
        HostEngine.Link(TestModels.Brightness(8, 8), 16);
        List<JsonElement> lines = Run(frame =>
        {
            if (frame == 3)
            {
                HostEngine.Link(TestModels.Brightness(8, 8));
            }

            return Even(9);
        }, link: false);
        lines.Select(Describe).ShouldBe(
            ["error: arena too small", "error: arena too small", "error: arena too small", "start", "inference", "memory"]);
    }

    [Theory]
    [InlineData(typeof(OutOfMemoryException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(InvalidOperationException))]
    public void Any_exception_of_a_frame_is_reported_and_the_next_one_starts_afresh(Type kind)
    {
        List<JsonElement> lines = Run(frame => frame == 1 ? throw (Exception)Activator.CreateInstance(kind)! : Even(200), failInCamera: true);
        lines.Select(line => line.GetProperty("type").GetString()).ShouldBe(
            ["start", "inference", "memory", "error", "start", "inference", "inference"]);
    }

    [Fact]
    public void An_application_whose_model_is_closed_opens_it_again()
    {
        HostBoard board = HostEngine.Link(TestModels.Brightness(8, 8));
        List<JsonElement> lines = Run(frame =>
        {
            if (frame == 2)
            {
                board.WriteFlash(null); // closes all models
            }

            return Even(200);
        }, link: false);
        lines.Select(Describe).ShouldBe(
            ["start", "inference", "memory", "inference", "error: model brightness: closed", "start", "inference"]);
    }

    private static List<JsonElement> Run(Func<int, TestFrames> frames, bool link = true, bool failInCamera = false)
    {
        if (link)
        {
            HostEngine.Link(TestModels.Brightness(8, 8));
        }

        SwitchedCamera camera = new();
        List<JsonElement> lines = new();
        SimulatedBoard board = new(camera, 4, line => lines.Add(JsonDocument.Parse(line).RootElement));
        board.FrameDue += frame =>
        {
            camera.Failure = null;
            try
            {
                camera.Frame = frames(frame);
            }
            catch (Exception exception) when (failInCamera)
            {
                camera.Failure = exception;
            }
        };
        Board.Use(board);
        WakeWordDemo.Program.Main();
        return lines;
    }

    private static string Describe(JsonElement line)
    {
        string type = line.GetProperty("type").GetString()!;
        return type == "error" ? $"error: {line.GetProperty("message").GetString()}" : type;
    }

    private static TestFrames Even(byte brightness, int rows = 16) =>
        new([.. Enumerable.Repeat(brightness, 256)], 16, 16, PixelFormat.Gray8) { RowsDelivered = rows };

    /// <summary>A camera whose frames are set from outside.</summary>
    private sealed class SwitchedCamera : IFrameSource
    {
        public TestFrames Frame { get; set; } = Even(0);

        public int Width => 16;

        public int Height => 16;

        public PixelFormat Format => PixelFormat.Gray8;

        public bool CanRewind => true;

        public Exception? Failure { get; set; }

        public void StartFrame()
        {
            if (Failure is not null)
            {
                throw Failure;
            }

            Frame.StartFrame();
        }

        public int ReadRows(byte[] buffer, int rows) => Frame.ReadRows(buffer, rows);

        public void Rewind() => Frame.Rewind();

        public void EndFrame()
        {
        }
    }
}
