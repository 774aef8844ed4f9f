// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

/// <summary>Ctrl-C, SIGTERM and SIGHUP in the middle of an epoch, to the program itself.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TinyProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("INT", 1)]
    [InlineData("INT", 137)]
    [InlineData("INT", 411)]
    [InlineData("TERM", 52)]
    [InlineData("TERM", 290)]
    [InlineData("HUP", 90)]
    public async Task An_epoch_that_is_interrupted_ends_in_130_and_one_line(string signal, int milliseconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals");
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using Process process = Start();
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync(patience.Token);
            }
            while (line?.StartsWith("epoch 1/", StringComparison.Ordinal) == false);

            // What the program says on the error stream is known when it has ended, which is before its first epoch only where it fails.
            line.ShouldNotBeNull(line is null ? await error : "");
            await Task.Delay(milliseconds, patience.Token);
            using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            {
                await kill.WaitForExitAsync(patience.Token);
            }

            await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            process.ExitCode.ShouldBe(130, await error);
            (await error).ShouldBe("mcunet: stopped; the same command goes on from the last finished epoch\n");
            File.Exists(Path.Combine(_project.Output, "checkpoint.safetensors")).ShouldBeTrue();
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Starts more epochs than it will finish; a shell that starts tests in the background has them ignore signals, and so what they start.</summary>
    private Process Start() => Process.Start(new ProcessStartInfo(
        "env",
        [
            "--default-signal=INT,TERM,HUP", "dotnet", Path.Combine(AppContext.BaseDirectory, "mcunet-training.dll"), "train", _project.Configuration,
            "--data", _project.Pictures, "--output", _project.Output, "--epochs", "4000", "--batch", "8", "--threads", "1",
        ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
