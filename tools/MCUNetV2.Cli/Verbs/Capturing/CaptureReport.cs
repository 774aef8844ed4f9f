// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli.Verbs.Capturing;

/// <summary>What <c>capture --json</c> reports.</summary>
internal sealed record CaptureReport(IReadOnlyList<CapturedFile> Files);

/// <summary>A picture, and what the board's present model said of it.</summary>
/// <param name="Label">Null where the model finds boxes.</param>
internal sealed record CapturedFile(string File, int Width, int Height, string? Label, double? Score, bool? Present)
{
    /// <summary>For people, one line.</summary>
    public string Describe()
    {
        string saw = Label is null || Score is not { } score ? "" : string.Create(CultureInfo.InvariantCulture, $", the board saw {PlainText.Of(Label)} at {100 * score:0.0} %");
        return $"{PlainText.Of(File)}: {Width} x {Height}{saw}";
    }
}
