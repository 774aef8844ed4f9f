// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MCUNetV2.Cli.Tests.Boards;

/// <summary>Both ends of a line: a board's, and the serial port that a PC opens by its name. Linux only.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControl = 0x100;
    private const int TermiosBytes = 256; // more than any system's
    private const int Piece = 128;
    private const int Patience = 500; // milliseconds
    private const short PollOut = 4;

    private readonly FileStream _end;
    private volatile bool _isClosed;

    public PseudoTerminal()
    {
        int end = Check(posix_openpt(ReadWrite | NoControl));
        Check(grantpt(end));
        Check(unlockpt(end));
        byte[] name = new byte[64];
        Check(ptsname_r(end, name, name.Length));
        Port = Encoding.ASCII.GetString(name).TrimEnd('\0');
        byte[] settings = new byte[TermiosBytes];
        Check(tcgetattr(end, settings));
        cfmakeraw(settings);
        Check(tcsetattr(end, 0, settings));
        // While nobody has the other end open, reads fail: this keeps it open.
        Keeper = File.OpenHandle(Port, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _end = new FileStream(new SafeFileHandle(end, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>What the PC opens.</summary>
    public string Port { get; }

    private SafeFileHandle Keeper { get; }

    /// <summary>What nobody takes is lost, as at a UART.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        for (int first = 0; first < bytes.Length && !_isClosed; first += Piece)
        {
            PollDescriptor descriptor = new() { File = (int)_end.SafeFileHandle.DangerousGetHandle(), Events = PollOut };
            if (poll(ref descriptor, 1, Patience) <= 0)
            {
                return;
            }

            _end.Write(bytes.Slice(first, Math.Min(Piece, bytes.Length - first)));
        }
    }

    /// <summary>Bytes, at least one; waits for them. Null when the line is closed.</summary>
    public byte[]? Read()
    {
        byte[] buffer = new byte[4096];
        try
        {
            int count = _end.Read(buffer);
            return count == 0 ? null : buffer[..count];
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        Keeper.Dispose();
        _end.Dispose();
    }

    private static int Check(int result) => result < 0 ? throw new IOException($"pseudo-terminal: error {Marshal.GetLastPInvokeError()}") : result;

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int File;
        public short Events;
        public short Returned;
    }

#pragma warning disable IDE1006 // the C library's own names
    [DllImport("libc", SetLastError = true)]
    private static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int ptsname_r(int file, byte[] name, nint bytes);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetattr(int file, byte[] settings);

    [DllImport("libc")]
    private static extern void cfmakeraw(byte[] settings);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcsetattr(int file, int actions, byte[] settings);

    [DllImport("libc")]
    private static extern int poll(ref PollDescriptor descriptor, nuint count, int milliseconds);
#pragma warning restore IDE1006
}
