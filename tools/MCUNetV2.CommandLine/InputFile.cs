// SPDX-License-Identifier: MIT
namespace MCUNetV2.CommandLine;

/// <summary>Reads files that a person named, whole.</summary>
public static class InputFile
{
    /// <summary>No model, picture or configuration is larger; without a limit, a device that never ends would fill the memory.</summary>
    public const int LargestBytes = 1 << 30;

    /// <summary>The whole file. A pipe is read to its end.</summary>
    /// <param name="path">As the person wrote it.</param>
    /// <param name="limit">Most bytes that are sensible.</param>
    /// <exception cref="InvalidDataException">There is no such file, it cannot be read, or it is larger. The message begins with the path.</exception>
    public static byte[] Read(string path, int limit = LargestBytes)
    {
        if (path.Length == 0)
        {
            throw new InvalidDataException("the name of a file is empty");
        }

        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"{path}: a directory; a file is needed");
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ReadToEnd(path, file, limit);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: {(FileName.IsUnreachable(path) ? FileName.NotUtf8 : "no such file")}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"{path}: cannot be read: {Reason(exception)}");
        }
    }

    /// <summary>The whole file as UTF-8 text, or UTF-16 or UTF-32 where its byte order mark says so; without the mark.</summary>
    /// <inheritdoc cref="Read(string, int)"/>
    public static string ReadText(string path)
    {
        using StreamReader reader = new(new MemoryStream(Read(path)));
        return reader.ReadToEnd();
    }

    /// <summary>The same of a file that nobody named, but that lies where one is looked for: a pipe there is refused, not waited for.</summary>
    /// <inheritdoc cref="Read(string, int)"/>
    public static string ReadFoundText(string path) =>
        FileKind.IsSpecial(path) ? throw new InvalidDataException($"{path}: a pipe or a device; a file is needed") : ReadText(path);

    /// <summary>What a system error says, without the path that .NET repeats at its end.</summary>
    internal static string Reason(Exception exception)
    {
        string message = exception.Message.ReplaceLineEndings(" ");
        int path = message.LastIndexOf(" : '", StringComparison.Ordinal);
        return (path < 0 ? message : message[..path]).TrimEnd('.', ' ');
    }

    private static byte[] ReadToEnd(string path, FileStream file, int limit)
    {
        byte[] content = new byte[file.CanSeek ? Math.Min(file.Length, limit) + 1 : 4096];
        int count = 0;
        int read;
        while ((read = file.Read(content, count, content.Length - count)) > 0)
        {
            count += read;
            if (count > limit)
            {
                throw new InvalidDataException($"{path}: larger than {limit} bytes, the most that is read");
            }

            if (count == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(2L * count, limit + 1L));
            }
        }

        Array.Resize(ref content, count);
        return content;
    }
}
