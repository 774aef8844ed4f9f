using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Input;

/// <summary>Reads files that the person named.</summary>
internal static class InputFile
{
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: a directory; a file is needed");
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: cannot be read: {exception.Message}");
        }
    }
}
