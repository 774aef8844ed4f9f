// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.Cli;
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Pages.Tests;

/// <summary><c>live</c>, running in this process at a port that was free.</summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<ExitCode> _run;
    private readonly FirstLine _output = new();
    private readonly StringWriter _error = new();

    public LiveRun(params string[] arguments)
    {
        _run = Task.Run(() => CommandLineTool.Run(["live", "--listen", "0", .. arguments], _output, _error, _stop.Token));
    }

    /// <summary>Where the page is.</summary>
    public async Task<string> AddressAsync()
    {
        await Task.WhenAny(_output.Line, _run);
        return _output.Line.IsCompleted ? (await _output.Line).Split(' ')[0] : throw new InvalidOperationException($"live ended: {await _run}, {_error}");
    }

    /// <summary>As Ctrl-C does.</summary>
    public async Task<ExitCode> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _output.Dispose();
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => _line.TrySetResult(value ?? "");
    }
}
