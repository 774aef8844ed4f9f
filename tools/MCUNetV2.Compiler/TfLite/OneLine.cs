// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Compiler.TfLite;

/// <summary>What files say of themselves, for people: one line, and nothing in it that a terminal would obey instead of showing.</summary>
internal static class OneLine
{
    private const int Longest = 300;

    /// <summary>A message of readable length, whatever names it quotes.</summary>
    public static string Of(string message) => message.Length > Longest ? Name(message[..Longest]) + "..." : Name(message);

    /// <summary>A name, whole.</summary>
    public static string Name(string name) => name.All(IsShown) ? name : string.Concat(name.Select(c => IsShown(c) ? c : '?'));

    private static bool IsShown(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
