// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Host.Boards;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Interop;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Several models over one arena, several threads, and the flash region, on a board of this process.</summary>
public class ModelTests
{
    [Fact]
    public void Two_linked_models_share_the_arena_and_take_turns()
    {
        using HostBoard board = Board(("small", TestModels.Identity(4, 4, 1)), ("large", TestModels.Identity(16, 16, 3)));
        using Model small = Model.Open("small");
        using Model large = Model.Open("large");
        Run(small, 4 * 4).ShouldBe(small.ReadOutput(0));
        Run(large, 16 * 16 * 3).ShouldBe(large.ReadOutput(0));
        small.ArenaBytes.ShouldBeLessThan(large.ArenaBytes);
        ArenaUse.Read(small).Size.ShouldBe(ArenaUse.Read(large).Size);
    }

    [Fact]
    public void A_result_that_another_inference_has_replaced_is_refused_by_name()
    {
        using HostBoard board = Board(("a", TestModels.Identity(4, 4, 1)), ("b", TestModels.Identity(4, 4, 1)));
        using Model a = Model.Open("a");
        using Model b = Model.Open("b");
        Should.Throw<InferenceException>(() => a.ReadOutput(0)).Status.ShouldBe(EngineStatus.State); // nothing has run yet
        Run(a, 16);
        Run(b, 16);
        InferenceException exception = Should.Throw<InferenceException>(() => a.ReadOutput(0));
        exception.Status.ShouldBe(EngineStatus.Replaced);
        exception.Message.ShouldBe($"model {a.Id}: another inference has run since");
        Should.Throw<InferenceException>(() => a.GetScore(0)).Status.ShouldBe(EngineStatus.Replaced);
        Native.Detect(a.Handle, new int[6], 0, 0).ShouldBe(EngineStatus.Replaced);
        Run(a, 16).ShouldBe(a.ReadOutput(0));
        using (Model.Open("b"))
        {
            Should.Throw<InferenceException>(() => a.ReadOutput(0)).Status.ShouldBe(EngineStatus.Replaced); // opening verifies in the arena
        }
    }

    [Fact]
    public void An_inference_that_another_model_breaks_into_is_refused_by_name()
    {
        using HostBoard board = Board(("a", TestModels.IdentityInPatches(8, 8, 1, 2, 2)), ("b", TestModels.Identity(4, 4, 1)));
        using Model a = Model.Open("a");
        using Model b = Model.Open("b");
        Run(a, 64);
        Native.PatchBegin(a.Handle, 0, 0, 0, new int[RegionField.Count]).ShouldBe(8);
        Run(b, 16);
        Native.InputWrite(a.Handle, new byte[64], 0, 1).ShouldBe(EngineStatus.State);
        Native.PatchRun(a.Handle, 1, 0, 0).ShouldBe(EngineStatus.Replaced);
        Run(a, 64).ShouldBe(a.ReadOutput(0));
    }

    [Fact]
    public void A_patch_that_was_begun_before_another_model_used_the_arena_is_begun_anew()
    {
        using HostBoard board = Board(("a", TestModels.Identity(4, 4, 1)), ("b", TestModels.Identity(16, 16, 3)));
        using Model a = Model.Open("a");
        using Model b = Model.Open("b");
        int[] expected = new int[RegionField.Count];
        Native.PatchBegin(a.Handle, 0, 0, 0, expected).ShouldBe(4);
        Run(b, 16 * 16 * 3); // over the intervals of a's patch
        int[] region = new int[RegionField.Count];
        Native.PatchBegin(a.Handle, 0, 0, 0, region).ShouldBe(4);
        region.ShouldBe(expected);
        Run(a, 16).ShouldBe(a.ReadOutput(0));
    }

    [Fact]
    public void A_result_is_there_after_the_last_patch_only()
    {
        using HostBoard board = Board(("a", TestModels.IdentityInPatches(8, 8, 1, 2, 2)));
        using Model a = Model.Open("a");
        Run(a, 64);
        int[] region = new int[RegionField.Count];
        Native.PatchBegin(a.Handle, 0, 0, 0, region).ShouldBe(8);
        Native.OutputRead(a.Handle, 0, new byte[64], 0, 64).ShouldBe(EngineStatus.State);
    }

    [Fact]
    public void A_closed_model_names_itself()
    {
        using HostBoard board = Board(("a", TestModels.Identity(4, 4, 1)));
        Model a = Model.Open("a");
        PatchScheduler scheduler = new(a);
        a.Dispose();
        a.Dispose();
        InferenceException exception = Should.Throw<InferenceException>(() => scheduler.Run(new TensorInput(a, new byte[16])));
        exception.Status.ShouldBe(EngineStatus.Closed);
        exception.Message.ShouldBe($"model {a.Id}: closed");
        Should.Throw<InferenceException>(() => a.ReadOutput(0)).Message.ShouldBe($"model {a.Id}: closed");
        using Model again = Model.Open("a");
        again.Handle.ShouldNotBe(a.Handle);
        Run(again, 16).ShouldBe(again.ReadOutput(0));
    }

    [Fact]
    public void A_fifth_model_is_refused_by_name_until_one_is_closed()
    {
        using HostBoard board = Board(("a", TestModels.Identity(4, 4, 1)));
        List<Model> models = Enumerable.Range(0, 4).Select(_ => Model.Open("a")).ToList();
        Should.Throw<InferenceException>(() => Model.Open("a")).Message.ShouldBe("too many models open");
        models[2].Dispose();
        Model.Open("a").Dispose();
        models.ForEach(model => model.Dispose());
    }

    [Fact]
    public void Threads_with_models_and_schedulers_of_their_own_have_whole_inferences()
    {
        using HostBoard board = Board(("a", TestModels.IdentityInPatches(8, 8, 1, 2, 2)), ("b", TestModels.IdentityInPatches(11, 13, 3, 3, 2)));
        int wrong = 0;
        int done = 0;
        List<System.Threading.Thread> threads = Enumerable.Range(0, 4).Select(number => new System.Threading.Thread(() =>
        {
            using Model model = Model.Open(number % 2 == 0 ? "a" : "b");
            PatchScheduler scheduler = new(model);
            Random random = new(number);
            for (int run = 0; run < 250; run++)
            {
                byte[] pixels = new byte[model.Input.Length];
                random.NextBytes(pixels);
                TensorInput input = new(model, pixels);
                lock (model.Gate)
                {
                    scheduler.Run(input);
                    wrong += model.ReadOutput(0).AsSpan().SequenceEqual(pixels) ? 0 : 1;
                    done++;
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        done.ShouldBe(1000);
        wrong.ShouldBe(0);
    }

    [Fact]
    public void Threads_that_share_one_model_have_whole_inferences()
    {
        using HostBoard board = Board(("a", TestModels.IdentityInPatches(16, 16, 3, 4, 4)));
        using Model model = Model.Open("a");
        int wrong = 0;
        Parallel.For(0, 1000, run =>
        {
            byte[] pixels = Enumerable.Range(0, model.Input.Length).Select(i => (byte)(i * run)).ToArray();
            lock (model.Gate)
            {
                new PatchScheduler(model).Run(new TensorInput(model, pixels));
                wrong += model.ReadOutput(0).AsSpan().SequenceEqual(pixels) ? 0 : 1;
            }
        });
        wrong.ShouldBe(0);
    }

    [Theory]
    [InlineData(Target.Portable, "portable")]
    [InlineData(Target.Armv7em, "armv7em")]
    [InlineData(Target.Rv32, "rv32")]
    [InlineData(Target.Esp32s3, "esp32s3")]
    public void A_package_says_what_it_was_compiled_for_even_when_no_kernel_of_that_is_used(Target target, string layout)
    {
        byte[] package = TestModels.Identity(4, 4, 1, target: target);
        PackageReader.Read(package).Operators.ShouldAllBe(op => op.Layout == (byte)Target.Portable);
        using HostBoard board = Board(("copy", package));
        using Model model = Model.Open("copy");
        model.Layout.ShouldBe(layout);
    }

    [Fact]
    public void Times_are_taken_when_somebody_asks()
    {
        using HostEngine engine = HostEngine.Open(TestModels.IdentityInPatches(64, 64, 3, 4, 4));
        PatchScheduler scheduler = engine.Scheduler;
        TensorInput input = new(engine.Model, new byte[64 * 64 * 3]);
        scheduler.Run(input);
        scheduler.TotalMicroseconds.ShouldBe(0);
        engine.Model.IsTimed = true;
        scheduler.Run(input);
        scheduler.TotalMicroseconds.ShouldBeGreaterThan(0);
        scheduler.EngineMicroseconds.ShouldBeInRange(0, scheduler.TotalMicroseconds);
        scheduler.ManagedMicroseconds.ShouldBe(scheduler.TotalMicroseconds - scheduler.EngineMicroseconds);
    }

    [Fact]
    public void The_model_in_flash_is_opened_before_the_linked_one()
    {
        using HostBoard board = Board(("linked", TestModels.Identity(4, 4, 1)));
        board.WriteFlash([.. TestModels.Brightness(8, 8), .. new byte[RegionBytes]]); // the region is larger than the package
        (string model, string[] lines) = Opened();
        model.ShouldBe("brightness");
        lines.ShouldBeEmpty();
    }

    [Fact]
    public void Empty_flash_opens_the_linked_model_without_a_word()
    {
        using HostBoard board = Board(("linked", TestModels.Brightness(8, 8)));
        Opened().Model.ShouldBe("brightness");
        board.WriteFlash([.. Enumerable.Repeat((byte)0xFF, RegionBytes)]);
        (string model, string[] lines) = Opened();
        model.ShouldBe("brightness");
        lines.ShouldBeEmpty();
    }

    [Fact]
    public void A_damaged_model_in_flash_opens_the_linked_one_and_says_so()
    {
        using HostBoard board = Board(("linked", TestModels.Brightness(8, 8)));
        byte[] damaged = TestModels.Identity(4, 4, 1);
        damaged[^1] ^= 1;
        board.WriteFlash([.. damaged, .. new byte[RegionBytes]]);
        (string model, string[] lines) = Opened();
        model.ShouldBe("brightness");
        lines.ShouldHaveSingleItem().ShouldContain("model in flash: package checksum does not match: opening the linked one");
    }

    private const int RegionBytes = 4096;

    private static (string Model, string[] Lines) Opened()
    {
        List<string> lines = new();
        SimulatedBoard board = new(TestFrames.Random(4, 4, Camera.PixelFormat.Gray8), 1, lines.Add) { ModelBytes = RegionBytes };
        using Model model = ModelRegion.Open(board, new Diagnostics.Telemetry(board));
        return (model.Id, [.. lines]);
    }

    private static HostBoard Board(params (string Name, byte[] Package)[] models)
    {
        HostBoard board = new(256 * 1024);
        foreach ((string name, byte[] package) in models)
        {
            board.Link(name, package);
        }

        board.Use();
        return board;
    }

    private static byte[] Run(Model model, int bytes)
    {
        byte[] pixels = new byte[bytes];
        new Random(bytes).NextBytes(pixels);
        new PatchScheduler(model).Run(new TensorInput(model, pixels));
        return pixels;
    }
}
