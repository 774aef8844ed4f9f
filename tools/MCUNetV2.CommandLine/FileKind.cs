// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace MCUNetV2.CommandLine;

/// <summary>Tells regular files from pipes, devices and sockets, which .NET does not.</summary>
public static class FileKind
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint TypeMask = 1; // STATX_TYPE
    private const int ModeOffset = 28; // of stx_mode, the same on every architecture
    private const int BufferBytes = 256;
    private const int FormatBits = 0xF000; // S_IFMT
    private const int Regular = 0x8000; // S_IFREG
    private const int Directory = 0x4000; // S_IFDIR

    /// <summary>Whether something that is neither a regular file nor a folder lies there, links followed. Never opens it.</summary>
    public static bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        byte[] status = new byte[BufferBytes];
        try
        {
            if (StatX(CurrentDirectory, path, 0, TypeMask, status) != 0)
            {
                return false;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return false; // a C library from before 2018
        }

        return (BitConverter.ToUInt16(status, ModeOffset) & FormatBits) is not (Regular or Directory);
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
}
