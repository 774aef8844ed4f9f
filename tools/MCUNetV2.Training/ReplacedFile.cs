namespace MCUNetV2.Training;

/// <summary>Writes a file beside its place and renames it, so that nobody ever sees half of it.</summary>
internal static class ReplacedFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
