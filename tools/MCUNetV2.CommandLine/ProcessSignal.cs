// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MCUNetV2.CommandLine;

/// <summary>Signals to other processes.</summary>
public static class ProcessSignal
{
    private const int InterruptNumber = 2; // SIGINT

    /// <summary>What Ctrl-C does. Nothing where the process has ended already, and on Windows, where a console's processes get Ctrl-C together.</summary>
    public static void Interrupt(Process process)
    {
        if (!OperatingSystem.IsWindows() && !process.HasExited)
        {
            _ = Kill(process.Id, InterruptNumber);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
