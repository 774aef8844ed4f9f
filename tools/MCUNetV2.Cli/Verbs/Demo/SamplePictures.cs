// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>The photographs that the demo shows: folders named after what is in them.</summary>
internal static class SamplePictures
{
    private const string PersonFolder = "person";
    private const string EmptyFolder = "no person";

    /// <param name="error">Told of pictures that were skipped or are damaged.</param>
    /// <returns>Files, persons and others by turns, so that the LED has something to do.</returns>
    /// <exception cref="CliException">There are none.</exception>
    /// <exception cref="InvalidDataException">One cannot be read.</exception>
    public static IReadOnlyList<string> Find(string directory, TextWriter error)
    {
        PictureIntake intake = new();
        string[] files = [.. PictureFolder.Find(directory, intake).Where(file => intake.Read(file, file) is { } encoded && intake.Decode(file, encoded, 1, 1) is not null)];
        intake.Close(error);
        return files.Length > 0
            ? [.. files.GroupBy(IsPerson).SelectMany(group => group.Select((file, index) => (file, index))).OrderBy(item => item.index).Select(item => item.file)]
            : throw new CliException(ExitCode.InvalidFile, $"{directory}: no picture ({PictureFolder.Kinds})");
    }

    /// <summary>What the picture's folder says; null when it says nothing.</summary>
    public static bool? IsPerson(string file)
    {
        return Path.GetFileName(Path.GetDirectoryName(file)) switch
        {
            PersonFolder => true,
            EmptyFolder => false,
            _ => null,
        };
    }
}
