// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli.Telemetry;

/// <summary>Text from a board on its way to a terminal, which must not take orders from it.</summary>
internal static class BoardText
{
    /// <inheritdoc cref="PlainText.Of"/>
    public static string Clean(string text) => PlainText.Of(text);

    /// <summary>Of a JSON text: such characters as escapes, which leave its meaning as it is.</summary>
    public static string Escape(string json)
    {
        if (PlainText.IsHarmless(json))
        {
            return json;
        }

        StringBuilder escaped = new();
        foreach (char character in json)
        {
            // Outside of strings JSON allows one of them, the tabulator, and there it means nothing.
            escaped.Append(PlainText.IsHarmless(character) ? character.ToString() : character == '\t' ? " " : $"\\u{(int)character:x4}");
        }

        return escaped.ToString();
    }
}
