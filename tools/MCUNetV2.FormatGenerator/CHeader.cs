// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;

namespace MCUNetV2.FormatGenerator;

/// <summary>A number with a name: a macro, or a member of an enumeration.</summary>
/// <param name="Comment">What stands behind it; empty where nothing does.</param>
public sealed record CNumber(string Name, long Value, string Comment);

/// <summary>An enumeration; its name is empty where only its members have one.</summary>
public sealed record CEnumeration(string Name, IReadOnlyList<CNumber> Members);

/// <param name="Type">As in C.</param>
/// <param name="Length">Of an array; 0 of anything else.</param>
public sealed record CField(string Type, string Name, int Length, string Comment);

/// <summary>A record.</summary>
/// <param name="Comment">What stands before it.</param>
public sealed record CStructure(string Name, IReadOnlyList<CField> Fields, string Comment);

/// <summary>What a header of ours declares, in the style in which they are written: one line a member, its comment behind it.</summary>
public sealed partial class CHeader
{
    private const string CommentPattern = @"/\*(?:(?!\*/)[\s\S])*\*/";

    private readonly Dictionary<string, long> _values = [];

    public CHeader(string text)
    {
        Macros = [.. MacroPattern().Matches(text).Select(m => Define(m.Groups["name"].Value, Parse(m.Groups["value"].Value), m.Groups["comment"].Value))];
        Enumerations = [.. EnumerationPattern().Matches(text).Select(m => new CEnumeration(m.Groups["name"].Value, ReadMembers(m.Groups["body"].Value)))];
        Structures = [.. StructurePattern().Matches(text).Select(m => new CStructure(m.Groups["name"].Value, ReadFields(m.Groups["body"].Value), Clean(m.Groups["comment"].Value)))];
    }

    /// <summary>Macros that are numbers.</summary>
    public IReadOnlyList<CNumber> Macros { get; }

    public IReadOnlyList<CEnumeration> Enumerations { get; }

    public IReadOnlyList<CStructure> Structures { get; }

    public static CHeader Read(string root, string name) => new(File.ReadAllText(Path.Combine(root, "native-interop", "include", "mcunet", name)));

    /// <summary>The value of a macro.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public long Macro(string name) => Macros.FirstOrDefault(macro => macro.Name == name)?.Value ?? throw new FormatException($"the headers have no macro {name}");

    /// <summary>The enumeration of a name, or the one whose members have a prefix.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public CEnumeration Enumeration(string name) =>
        Enumerations.FirstOrDefault(e => e.Name == name || (e.Name.Length == 0 && e.Members.All(m => m.Name.StartsWith(name, StringComparison.Ordinal))))
        ?? throw new FormatException($"the headers have no enumeration {name}");

    /// <exception cref="FormatException">There is none.</exception>
    public CStructure Structure(string name) => Structures.FirstOrDefault(s => s.Name == name) ?? throw new FormatException($"the headers have no structure {name}");

    private static string Clean(string comment) => Spaces().Replace(comment.Replace("/*", "", StringComparison.Ordinal).Replace("*/", "", StringComparison.Ordinal).Replace("\n *", "\n", StringComparison.Ordinal), " ").Trim();

    private List<CNumber> ReadMembers(string body)
    {
        List<CNumber> members = [];
        foreach (Match match in MemberPattern().Matches(body))
        {
            string value = match.Groups["value"].Value.Trim();
            long number = value.Length > 0 ? Parse(value) : members.Count == 0 ? 0 : members[^1].Value + 1;
            members.Add(Define(match.Groups["name"].Value, number, match.Groups["comment"].Value));
        }

        return members;
    }

    private static List<CField> ReadFields(string body)
    {
        List<CField> fields = [];
        foreach (Match match in FieldPattern().Matches(body))
        {
            foreach (string declared in match.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries))
            {
                string[] parts = declared.TrimEnd(']').Split('[');
                int length = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
                fields.Add(new CField(match.Groups["type"].Value.Trim(), parts[0], length, Clean(match.Groups["comment"].Value)));
            }
        }

        return fields;
    }

    private CNumber Define(string name, long value, string comment)
    {
        _values[name] = value;
        return new CNumber(name, value, Clean(comment));
    }

    /// <summary>A number, a name, or a sum of two.</summary>
    private long Parse(string expression)
    {
        if (expression.Split('+', StringSplitOptions.TrimEntries) is [var first, var second])
        {
            return Parse(first) + Parse(second);
        }

        string text = expression.Trim().TrimEnd('u', 'U');
        if (_values.TryGetValue(text, out long known))
        {
            return known;
        }

        return text.StartsWith("0x", StringComparison.Ordinal)
            ? long.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : long.Parse(text, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^#define (?<name>\w+) (?<value>-?(?:0x[0-9A-Fa-f]+|\d+)u?)\s*(?<comment>" + CommentPattern + ")?", RegexOptions.Multiline)]
    private static partial Regex MacroPattern();

    [GeneratedRegex(@"\benum\s*\{(?<body>[^}]*)\}\s*(?<name>\w*)\s*;")]
    private static partial Regex EnumerationPattern();

    [GeneratedRegex(@"(?<name>MCUNET_\w+)\s*(?:=\s*(?<value>(?:(?!/\*)[^,}])+))?,?[ \t]*(?<comment>" + CommentPattern + ")?")]
    private static partial Regex MemberPattern();

    [GeneratedRegex("(?<comment>" + CommentPattern + @"\n)?typedef struct\s*\{(?<body>[^}]*)\}\s*(?<name>\w+)\s*;")]
    private static partial Regex StructurePattern();

    [GeneratedRegex(@"(?<type>\b\w+)\s+(?<names>\w+(?:\[\d+\])?(?:\s*,\s*\w+(?:\[\d+\])?)*);[ \t]*(?<comment>" + CommentPattern + ")?")]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
