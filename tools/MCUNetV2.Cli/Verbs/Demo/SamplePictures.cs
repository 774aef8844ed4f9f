// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>The photographs that the demo shows: folders named after what is in them.</summary>
internal static class SamplePictures
{
    /// <param name="error">Told of pictures that were skipped or are damaged.</param>
    /// <returns>Files, of each folder by turns, so that the LED has something to do.</returns>
    /// <exception cref="CliException">There are none.</exception>
    /// <exception cref="InvalidDataException">One cannot be read.</exception>
    public static IReadOnlyList<string> Find(string directory, TextWriter error)
    {
        PictureIntake intake = new();
        string[] files = [.. PictureFolder.Find(directory, intake).Where(file => intake.Read(file, file) is { } encoded && intake.Decode(file, encoded, 1, 1) is not null)];
        intake.Close(error);
        return files.Length > 0
            ? [.. files.GroupBy(ClassOf).SelectMany(group => group.Select((file, index) => (file, index))).OrderBy(item => item.index).Select(item => item.file)]
            : throw new CliException(ExitCode.InvalidFile, $"{directory}: no picture ({PictureFolder.Kinds})");
    }

    /// <summary>The name of the picture's folder.</summary>
    public static string? ClassOf(string file) => Path.GetFileName(Path.GetDirectoryName(file));
}
