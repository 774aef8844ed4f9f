// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.CommandLine;

/// <summary>Text of files, folders and boards on its way to a terminal, which must not take orders from it.</summary>
public static class PlainText
{
    private const char Stand = '\u00B7';

    /// <summary>With a dot for each character that a terminal, or the order of writing, would obey instead of showing.</summary>
    public static string Of(string text) => IsHarmless(text) ? text : string.Concat(text.Select(character => IsHarmless(character) ? character : Stand));

    /// <summary>Whether nothing in it would be obeyed.</summary>
    public static bool IsHarmless(string text) => text.All(IsHarmless);

    /// <inheritdoc cref="IsHarmless(string)"/>
    public static bool IsHarmless(char character) => char.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
