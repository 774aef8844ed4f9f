// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MCUNetV2.CommandLine;

/// <summary>Signals to other processes.</summary>
public static class ProcessSignal
{
    private const int TerminateNumber = 15; // SIGTERM: what a shell starts in the background ignores Ctrl-C

    /// <summary>Asks it to end. Nothing where it has ended already, and on Windows, where a console's processes get Ctrl-C together.</summary>
    public static void Terminate(Process process)
    {
        if (!OperatingSystem.IsWindows() && !process.HasExited)
        {
            _ = Kill(process.Id, TerminateNumber);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
