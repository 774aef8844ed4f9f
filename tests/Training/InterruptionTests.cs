// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

/// <summary>Ctrl-C and SIGTERM in the middle of an epoch, to the program itself.</summary>
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
    public async Task An_epoch_that_is_interrupted_ends_in_130_and_one_line(string signal, int milliseconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        // A shell that starts tests in the background has them ignore Ctrl-C, and so what they start.
        using Process process = Process.Start(new ProcessStartInfo(
            "env",
            ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "mcunet-training.dll"), "train", _project.Configuration, "--data", _project.Pictures, "--output", _project.Output, "--epochs", "4000", "--batch", "8", "--threads", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(cancellation);
        }
        while (line is not null && !line.StartsWith("epoch 1/", StringComparison.Ordinal));

        line.ShouldNotBeNull(await error);
        await Task.Delay(milliseconds, cancellation);
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(cancellation);
        }

        Task<string> rest = process.StandardOutput.ReadToEndAsync(cancellation);
        process.WaitForExit(Patience).ShouldBeTrue();
        await rest;
        process.ExitCode.ShouldBe(130, await error);
        (await error).ShouldBe("mcunet: stopped; the same command goes on from the last finished epoch\n");
        File.Exists(Path.Combine(_project.Output, "checkpoint.safetensors")).ShouldBeTrue();
    }
}
