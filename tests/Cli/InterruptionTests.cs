// SPDX-License-Identifier: MIT
using System.Diagnostics;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Signals to the program itself, in a process of its own.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Scratch _scratch = new();

    public InterruptionTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and pipes of the file system");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void Work_that_listens_stops(string signal)
    {
        using Process process = Start("search", Repository.Path("models/vww/space.json"), "--candidates", "1000000", "-o", _scratch.Path("network.json"));

        Send(signal, process);

        End(process);
        File.Exists(_scratch.Path("network.json")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Work_that_waits_for_the_system_is_left(int signals)
    {
        string pipe = _scratch.Path("model.tflite");
        using (Process made = Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        using Process process = Start("inspect", pipe); // nobody ever writes to it
        for (int i = 0; i < signals; i++)
        {
            Send("INT", process);
            Thread.Sleep(700);
        }

        End(process);
    }

    [Fact]
    public void A_killed_run_leaves_nothing_half_written()
    {
        string whole = _scratch.Path("whole.mcu");
        string[] compile = ["compile", Repository.Path("models/vww/person_vww.tflite"), "--schedule", "layers", "-o"];
        Stopwatch watch = Stopwatch.StartNew();
        using (Process first = Begin([.. compile, whole]))
        {
            first.WaitForExit();
        }

        TimeSpan time = watch.Elapsed;
        byte[] content = File.ReadAllBytes(whole);
        string package = _scratch.Path("out/killed.mcu");
        for (int part = 5; part <= 10; part++)
        {
            using Process process = Begin([.. compile, package]);
            process.WaitForExit(time * part / 10);
            process.Kill();
            process.WaitForExit();
            if (File.Exists(package))
            {
                File.ReadAllBytes(package).ShouldBe(content);
            }
        }

        _scratch.Write("out/.mcunet-1-1.tmp", content.AsSpan(0, content.Length / 2));
        Tool.Run([.. compile, package]).Code.ShouldBe(ExitCode.Ok);
        Directory.GetFiles(_scratch.Path("out")).ShouldBe([package]);
        File.ReadAllBytes(package).ShouldBe(content);
    }

    [Fact]
    public void A_killed_run_leaves_whole_outputs_or_none()
    {
        const int Bytes = 1 << 20;
        string model = _scratch.Write("model.tflite", TestModel.WriteWide(Bytes));
        string input = _scratch.Write("input.bin", new byte[Bytes]);
        Stopwatch watch = Stopwatch.StartNew();
        using (Process first = Begin("run", model, "--input", input, "--schedule", "layers", "--output", _scratch.Path("whole")))
        {
            first.WaitForExit();
        }

        TimeSpan time = watch.Elapsed;
        byte[] content = File.ReadAllBytes(_scratch.Path("whole/output_0.bin"));
        string output = _scratch.Path("killed/output_0.bin");
        for (int part = 14; part <= 20; part++)
        {
            using Process process = Begin("run", model, "--input", input, "--schedule", "layers", "--output", _scratch.Path("killed"));
            process.WaitForExit(time * part / 20);
            process.Kill();
            process.WaitForExit();
            if (File.Exists(output))
            {
                File.ReadAllBytes(output).ShouldBe(content);
                File.Delete(output);
            }
        }

        Tool.Run("run", model, "--input", input, "--schedule", "layers", "--output", _scratch.Path("killed")).Code.ShouldBe(ExitCode.Ok);
        Directory.GetFiles(_scratch.Path("killed")).ShouldBe([output]);
        File.ReadAllBytes(output).ShouldBe(content);
    }

    /// <summary>Starts the tool; a shell that starts tests in the background has them ignore signals, and so what they start.</summary>
    private static Process Begin(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("env", ["--default-signal=INT,TERM,HUP", "dotnet", Path.Combine(AppContext.BaseDirectory, "mcunet.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static Process Start(params string[] arguments)
    {
        Process process = Begin(arguments);
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience && !File.ReadAllText($"/proc/{process.Id}/maps").Contains("MCUNetV2.Compiler.dll"))
        {
            Thread.Sleep(50); // it listens to signals before it loads this
        }

        Thread.Sleep(300);
        return process;
    }

    private static void Send(string signal, Process process)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static void End(Process process)
    {
        process.WaitForExit(Patience).ShouldBeTrue();
        process.StandardError.ReadToEnd().ShouldBe("mcunet: stopped\n");
        process.StandardOutput.ReadToEnd().ShouldBeEmpty();
        process.ExitCode.ShouldBe((int)ExitCode.Interrupted);
    }
}
