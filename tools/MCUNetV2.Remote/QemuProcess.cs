// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Remote;

/// <summary>QEMU running a machine's runner, its link on the process's standard input and output. One instruction takes one nanosecond.</summary>
public sealed class QemuProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private QemuProcess(Process process)
    {
        _process = process;
        Link = new Link(ToTarget, FromTarget, Patience);
        Interruption.Leaving += Stop;
    }

    /// <summary>The link's bytes.</summary>
    public Stream ToTarget => _process.StandardInput.BaseStream;

    /// <inheritdoc cref="ToTarget"/>
    public Stream FromTarget => _process.StandardOutput.BaseStream;

    /// <summary>The link to the runner.</summary>
    public Link Link { get; }

    /// <param name="options">More arguments for QEMU.</param>
    /// <exception cref="LinkException">QEMU or the runner is missing.</exception>
    public static QemuProcess Start(TargetMachine machine, params IEnumerable<string> options)
    {
        ProcessStartInfo start = new ProcessStartInfo(machine.Emulator)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] arguments =
        [
            .. machine.StartArguments(),
            "-display", "none", "-monitor", "none", "-serial", "none",
            "-semihosting-config", "enable=on,target=native",
            .. options,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return new QemuProcess(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new LinkException($"{machine.Emulator} does not start: {exception.Message}; is QEMU installed?", exception);
        }
    }

    public void Dispose()
    {
        Interruption.Leaving -= Stop;
        Stop();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Stop()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }
}
