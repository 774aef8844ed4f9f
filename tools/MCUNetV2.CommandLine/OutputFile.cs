// SPDX-License-Identifier: MIT
using System.Text;

namespace MCUNetV2.CommandLine;

/// <summary>
/// Writes results so that a reader, an interrupted run or a loss of power never leaves half of one. A file is written beside its place, forced
/// to the disk, and renamed over it. What is no regular file (a device, a pipe) is written to, and a symbolic link is followed: neither is replaced.
/// </summary>
public static class OutputFile
{
    private const string TemporaryPattern = ".mcunet-*.tmp";
    private static int _counter;

    /// <summary>Writes a file and the folders above it.</summary>
    /// <exception cref="OutputFileException">It cannot be written; what was there is still there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        byte[] bytes = content.ToArray();
        Write(path, stream => stream.Write(bytes));
    }

    /// <summary>As UTF-8.</summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})"/>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>For what is too large to be in memory twice.</summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})"/>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            string full = Path.GetFullPath(path);
            if (FileName.IsUnreachable(full))
            {
                throw new IOException(FileName.NotUtf8);
            }

            if (Directory.Exists(full))
            {
                throw new IOException("a directory is in the way");
            }

            if (FileKind.IsSpecial(full) || IsDescriptor(full))
            {
                WriteInto(full, write);
            }
            else
            {
                Replace(Follow(full), write);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OutputFileException($"{path}: cannot be written: {InputFile.Reason(exception)}");
        }
    }

    /// <summary>Makes a folder, and those above it, for results.</summary>
    /// <exception cref="OutputFileException">It cannot be made.</exception>
    public static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OutputFileException($"{path}: cannot be created: {InputFile.Reason(exception)}");
        }
    }

    /// <summary>Removes what runs that were killed while they wrote to a folder have left there.</summary>
    public static void RemoveLeftovers(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, TemporaryPattern))
        {
            try
            {
                // A run that still writes holds a lock.
                using FileStream unused = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody else's.
            }
        }
    }

    /// <summary>Names of what is open already, /dev/stdout for one: a file behind them must keep its place.</summary>
    private static bool IsDescriptor(string path) =>
        path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal) || path is "/dev/stdout" or "/dev/stderr";

    private static void WriteInto(string path, Action<Stream> write)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        write(stream);
    }

    private static string Follow(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static void Replace(string path, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(path) ?? path;
        Directory.CreateDirectory(folder);
        RemoveLeftovers(folder);
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None, // Windows renames open files only with this
        };
        if (File.Exists(path))
        {
            // Refuses where the person may not write, as writing into it would.
            using (new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = File.GetUnixFileMode(path);
                }
            }
        }

        string temporary = Path.Combine(folder, $".mcunet-{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}.tmp");
        try
        {
            using FileStream stream = new(temporary, options);
            write(stream);
            stream.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
