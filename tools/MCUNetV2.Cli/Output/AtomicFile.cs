using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Output;

/// <summary>Writes files so that a reader, or an interrupted run, never sees half of one.</summary>
internal static class AtomicFile
{
    /// <summary>Creates the directory when needed, writes beside the target, then renames over it.</summary>
    /// <exception cref="CliException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            string full = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
            string temporary = $"{full}.{Environment.ProcessId}.tmp";
            try
            {
                File.WriteAllBytes(temporary, content);
                File.Move(temporary, full, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.OutputError, $"{path}: cannot be written: {exception.Message}");
        }
    }

    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})"/>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));
}
