// SPDX-License-Identifier: MIT
using System.Text;

namespace MCUNetV2.FormatGenerator;

/// <summary>C# names and texts from C's.</summary>
internal static class Names
{
    /// <summary>MCUNET_CONV_2D, prefix MCUNET_: Conv2D. constants_offset: ConstantsOffset.</summary>
    public static string Pascal(string name, string prefix = "")
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
        {
            throw new FormatException($"{name} does not begin with {prefix}");
        }

        StringBuilder text = new();
        foreach (string part in name[prefix.Length..].ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(char.ToUpperInvariant(part[0])).Append(char.IsDigit(part[0]) ? part[1..].ToUpperInvariant() : part[1..]);
        }

        return text.ToString();
    }

    /// <summary>A summary of one line; a name's own words where the header has no comment.</summary>
    public static string Summary(string indent, string comment, string fallback = "") =>
        (comment.Length, fallback.Length) is (0, 0) ? "" : $"{indent}/// <summary>{Sentence(comment.Length > 0 ? comment : fallback)}</summary>\n";

    public static string Sentence(string text)
    {
        string escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        string ended = escaped.EndsWith('.') ? escaped : $"{escaped}.";
        bool isCode = ended.Split(' ')[0].IndexOfAny(['_', '(']) >= 0;
        return isCode ? ended : char.ToUpperInvariant(ended[0]) + ended[1..];
    }
}
