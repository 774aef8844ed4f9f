// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace MCUNetV2.Cli.Telemetry;

/// <summary>Text from a board on its way to a terminal, which must not take orders from it.</summary>
internal static class BoardText
{
    private const char Stand = '\u00B7';

    /// <summary>With a dot for each character that a terminal, or the order of writing, would obey instead of showing.</summary>
    public static string Clean(string text) => IsHarmless(text) ? text : string.Concat(text.Select(character => IsHarmless(character) ? character : Stand));

    /// <summary>Of a JSON text: such characters as escapes, which leave its meaning as it is.</summary>
    public static string Escape(string json)
    {
        if (IsHarmless(json))
        {
            return json;
        }

        StringBuilder escaped = new();
        foreach (char character in json)
        {
            // Outside of strings JSON allows one of them, the tabulator, and there it means nothing.
            escaped.Append(IsHarmless(character) ? character.ToString() : character == '\t' ? " " : $"\\u{(int)character:x4}");
        }

        return escaped.ToString();
    }

    private static bool IsHarmless(string text) => text.All(IsHarmless);

    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
