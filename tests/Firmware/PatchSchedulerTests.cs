// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Interop;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

public class PatchSchedulerTests
{
    /// <summary>What runs once a patch is interpreted on a board: a call of C# takes as long as ten steps, a clock as long as fifteen.</summary>
    [Theory]
    [InlineData(nameof(PatchScheduler), "RunPatches", "Check Fill PatchBegin PatchRun RunObserved get_Observer")]
    [InlineData(nameof(CameraInput), "Fill", ".ctor Check ImageWrite Microseconds ReadRows Rewind")]
    public void What_runs_once_a_patch_calls_the_engine_and_nothing_that_nobody_asked_for(string type, string method, string calls)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(typeof(PatchScheduler).Assembly.Location);
        MethodBody body = module.Types.Single(candidate => candidate.Name == type).Methods.Single(candidate => candidate.Name == method).Body;
        body.Instructions.Select(step => step.Operand).OfType<MethodReference>().Select(call => call.Name).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(calls.Split(' '));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 5)]
    public void Patches_are_walked_row_by_row(int rows, int columns)
    {
        using HostEngine engine = HostEngine.Open(TestModels.IdentityInPatches(11, 13, 3, rows, columns));
        byte[] input = RandomBytes(engine.Model.Input.Length);

        InferenceReport report = engine.Run(input);

        report.Outputs[0].Bytes.ShouldBe(input);
        IEnumerable<(int Row, int Column)> walked = report.Patches.Where(patch => patch.Stage == 1).Select(patch => (patch.Row, patch.Column));
        walked.ShouldBe(from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select (row, column));
    }

    [Fact]
    public void Profiling_runs_the_same_steps_one_by_one()
    {
        using HostEngine engine = HostEngine.Open(TestModels.IdentityInPatches(8, 8, 1, 2, 2));
        byte[] input = RandomBytes(64);

        InferenceReport report = engine.Run(input, profile: true);

        report.Outputs[0].Bytes.ShouldBe(input);
        report.Steps.Select(step => step.Operator).ShouldBe([0, 1, 1, 1, 1, 2]);
    }

    [Fact]
    public void An_input_of_another_size_is_refused()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(4, 4, 1));
        Should.Throw<ArgumentException>(() => engine.Run(new byte[15])).Message.ShouldBe("input needs 16 bytes, not 15");
    }

    [Fact]
    public void A_patch_does_not_run_before_its_input_is_there()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(4, 4, 1));
        Native.PatchRun(engine.Model.Handle, 0, 0, 0).ShouldBe(EngineStatus.State);
    }

    [Fact]
    public void A_call_with_bad_arguments_is_refused()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(4, 4, 1));
        int model = engine.Model.Handle;
        const int Argument = -1, Buffer = -10;
        Native.ModelInfo(model, null).ShouldBe(Buffer);
        Native.StageInfo(model, 9, new int[StageField.Count]).ShouldBe(Argument);
        Native.OperatorInfo(model, -1, new int[OperatorField.Count]).ShouldBe(Argument);
        Native.OutputInfo(model, 1, new int[OutputField.Count]).ShouldBe(EngineStatus.NotFound);
        Native.PatchBegin(model, 0, 0, 0, new int[3]).ShouldBe(Buffer);
        Native.PatchBegin(model, 0, 1, 0, new int[RegionField.Count]).ShouldBe(EngineStatus.State);
        Native.PatchBegin(model, 0, 0, 0, new int[RegionField.Count]).ShouldBe(4);
        Native.PatchBegin(model, 0, 1, 0, new int[RegionField.Count]).ShouldBe(Argument);
        Native.PatchBegin(model, 0, 0, 0, new int[RegionField.Count]).ShouldBe(4);
        Native.InputWrite(model, new byte[16], 0, 5).ShouldBe(Argument);
        Native.InputWrite(model, new byte[16], 1, 4).ShouldBe(Buffer);
        Native.InputWrite(model, new byte[16], int.MaxValue, 1).ShouldBe(Buffer);
        Native.InputWrite(model, null, 0, 1).ShouldBe(Argument);
        Native.ImageWrite(model, new byte[16], 0, 1, new int[2]).ShouldBe(EngineStatus.State);
        Native.ImageBegin(model, [9, 4, 4, 0, 0, 4, 4, 0]).ShouldBe(Argument);
        Native.ImageBegin(model, [3, 4, 4, 0, 0, 5, 4, 0]).ShouldBe(Argument);
        Native.ImageBegin(model, [3, 4, 4]).ShouldBe(Buffer);
        Native.OutputRead(model, 0, new byte[4], 0, 4).ShouldBe(EngineStatus.State);
        Native.Score(model, 0).ShouldBe(EngineStatus.State);
        engine.Run(new byte[16]);
        Native.OutputRead(model, 0, new byte[4], 0, 5).ShouldBe(Buffer);
        Native.OutputRead(model, 0, new byte[4], 13, 4).ShouldBe(Argument);
        Native.Score(model, 16).ShouldBe(EngineStatus.NotFound);
        Native.Detect(model, new int[6], 0, 0).ShouldBe(EngineStatus.NotFound);
    }

    [Fact]
    public void Nothing_works_without_a_model()
    {
        HostEngine.Open(TestModels.Identity(4, 4, 1)).Dispose();
        Should.Throw<InferenceException>(() => Model.Open(null)).Status.ShouldBe(EngineStatus.NotFound);
        Native.ModelInfo(0, new int[ModelField.Count]).ShouldBe(EngineStatus.State);
    }

    [Fact]
    public void A_damaged_package_is_refused_by_name()
    {
        byte[] package = TestModels.Identity(4, 4, 1);
        package[^1] ^= 1;
        Should.Throw<InferenceException>(() => HostEngine.Open(package)).Message.ShouldBe("package checksum does not match");
    }

    [Fact]
    public void An_arena_that_is_too_small_is_refused_by_name() =>
        Should.Throw<InferenceException>(() => HostEngine.Open(TestModels.Identity(32, 32, 1), 512)).Message.ShouldBe("arena too small");

    [Fact]
    public void The_schedule_uses_the_arena_bytes_that_the_package_declares()
    {
        using HostEngine engine = HostEngine.Open(TestModels.IdentityInPatches(16, 16, 3, 2, 2));
        InferenceReport report = engine.Run(RandomBytes(16 * 16 * 3));
        report.Arena.HighWater.ShouldBeLessThanOrEqualTo(report.Arena.Model);
        report.Arena.HighWater.ShouldBeGreaterThanOrEqualTo(16 * 16 * 3);
    }

    [Fact]
    public void A_camera_that_cannot_rewind_serves_a_schedule_that_reads_rows_once()
    {
        TestFrames frames = TestFrames.Random(16, 16, PixelFormat.Gray8, canRewind: false);
        using HostEngine engine = HostEngine.Open(TestModels.IdentityInPatches(16, 16, 1, 4, 4));
        engine.Run(new CameraInput(engine.Model, frames)).Outputs[0].Bytes.Select(b => (byte)(b ^ 0x80)).ShouldBe(frames.Bytes);
    }

    [Fact]
    public void Stages_rows_and_columns_go_in_order_and_begin_only_where_input_is_due()
    {
        FakeEngine engine = new();
        Model model = new(OpenEngines.Register(engine));
        new PatchScheduler(model).Run(new TensorInput(model, new byte[8]));
        engine.Calls.ShouldBe("b000 w4 r000 r100 r101 r102 r110 r111 r112 ");
    }

    [Fact]
    public void An_error_of_a_patch_is_an_exception_that_names_the_model()
    {
        Model model = new(OpenEngines.Register(new FakeEngine { LastResult = EngineStatus.Arena }));
        InferenceException exception = Should.Throw<InferenceException>(() => new PatchScheduler(model).Run(new TensorInput(model, new byte[8])));
        exception.Status.ShouldBe(EngineStatus.Arena);
        exception.Message.ShouldBe("model x: arena too small");
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
