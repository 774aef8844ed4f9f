// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace MCUNetV2.CommandLine;

/// <summary>
/// Ctrl-C, SIGTERM, and the end of the terminal (SIGHUP). The first asks the work to stop; if it has not within a while, or is asked again, the process leaves at once, as it is:
/// files are written whole or not at all, and native libraries whose threads still run are not torn down beneath them.
/// </summary>
public sealed class Interruption : IDisposable
{
    /// <summary>What the process then returns, whichever the signal.</summary>
    public const int ExitCode = 130;

    private const string ClearLine = "\r\e[J";
    private const string ShowCursor = "\e[?25h";

    // A program that starts another passes on what the terminal may have sent to both.
    private const int EchoMilliseconds = 500;

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly string _farewell;
    private long _firstSignal;
    private int _isLeaving;

    /// <param name="farewell">What is said on leaving.</param>
    public Interruption(string farewell = "stopped")
    {
        _farewell = farewell;
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    /// <summary>For what must not outlive the process: other processes, temporary files. Called on leaving; must not wait.</summary>
    public static event Action? Leaving;

    /// <summary>How long work that was asked to stop may take.</summary>
    public static TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true; // the runtime's own way would end in exit handlers of native libraries
        long first = Interlocked.CompareExchange(ref _firstSignal, Environment.TickCount64, 0);
        if (first != 0)
        {
            if (Environment.TickCount64 - first > EchoMilliseconds)
            {
                Leave();
            }

            return;
        }

        // Whoever listens is told on a thread of its own: this one must be free for the second signal.
        ThreadPool.QueueUserWorkItem(_ => _source.Cancel());
        Timer? timer = null;
        timer = new Timer(_ => { GC.KeepAlive(timer); Leave(); }, null, Grace, Timeout.InfiniteTimeSpan);
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _isLeaving, 1) != 0)
        {
            return;
        }

        try
        {
            Leaving?.Invoke();
            if (!Console.IsOutputRedirected)
            {
                Console.Out.Write(ShowCursor);
            }

            Console.Error.WriteLine($"{(Console.IsErrorRedirected ? "" : ClearLine + ShowCursor)}mcunet: {_farewell}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The terminal is gone.
        }
        finally
        {
            End(ExitCode);
        }
    }

    /// <summary>Ends the process without the exit handlers of native libraries, which may not run while threads are inside them.</summary>
    public static void End(int exitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(exitCode);
        }

        EndAtOnce(exitCode);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void EndAtOnce(int status);
}
