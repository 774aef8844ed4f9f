// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.CommandLine;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Capturing;

/// <summary>DIR/LABEL, whose pictures are numbered on from those that are there.</summary>
internal sealed class PhotoFolder(string directory, string label)
{
    private int _number;

    /// <summary>What <see cref="IsName"/> asks for, for messages.</summary>
    public const string NameRule = "a label becomes a folder: a name that begins with a letter or a number, without slashes and the like, of at most 100 characters";

    // Of this system or another one: data sets travel.
    private static readonly char[] NoNames = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

    /// <summary>Whether a label can be a folder's name that data sets read.</summary>
    public static bool IsName(string? label) =>
        label is { Length: > 0 and <= 100 } && char.IsLetterOrDigit(label[0]) && label.IndexOfAny(NoNames) < 0 && !label.Any(char.IsControl) && label[^1] is not ('.' or ' ');

    /// <summary>Writes a picture as PNG, which keeps what the board saw to the bit.</summary>
    /// <param name="inference">What the board said of it.</param>
    public CapturedFile Add(BoardPicture picture, TelemetryLine inference)
    {
        string file;
        do
        {
            file = Path.Combine(directory, label, $"{label}_{++_number:0000}.png");
        }
        while (File.Exists(file));

        OutputFile.Write(file, PictureEncoder.EncodePng(picture.ToRgb(), picture.Height, picture.Width));
        return new CapturedFile(file, picture.Width, picture.Height, inference.Word("label"), inference.Number("score"), inference.Flag("present"));
    }
}
