// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace MCUNetV2.FormatGenerator;

/// <summary>The package format for the compiler: numbers, kinds and records.</summary>
internal static class CompilerFiles
{
    private const string Folder = "tools/MCUNetV2.Compiler/Format";

    /// <summary>Enumerations: of a header, in C, what its members begin with there, in C#, its type, whether it is public.</summary>
    private static readonly (string Header, string C, string Prefix, string Name, string Type, string Count)[] Enumerations =
    [
        ("format.h", "mcunet_operator_kind", "MCUNET_", "OperatorKind", "", "MCUNET_OPERATOR_KINDS"),
        ("format.h", "mcunet_layout", "MCUNET_LAYOUT_", "Target", "", "MCUNET_LAYOUTS"),
        ("format.h", "mcunet_slot_kind", "MCUNET_SLOT_", "SlotKind", "byte", ""),
        ("format.h", "mcunet_pace", "MCUNET_PACE_", "Pace", "ushort", ""),
        ("format.h", "mcunet_head_kind", "MCUNET_HEAD_", "HeadKind", "byte", "MCUNET_HEADS"),
        ("format.h", "mcunet_activation", "MCUNET_ACTIVATION_", "ScoreActivation", "byte", "MCUNET_ACTIVATIONS"),
        ("image.h", "mcunet_pixel_format", "MCUNET_PIXEL_", "ImageFormat", "", "MCUNET_PIXEL_FORMATS"),
        ("image.h", "mcunet_resizer_kind", "MCUNET_RESIZER_", "ImageResize", "", "MCUNET_RESIZERS"),
    ];

    /// <summary>Flags, which C has as macros.</summary>
    private static readonly (string Prefix, string Name, string[] Members)[] Flags =
    [
        ("MCUNET_SLOT_", "SlotFlags", ["KEEP_ROWS", "KEEP_COLUMNS", "OUTPUT", "DRIVER"]),
        ("MCUNET_OPERATOR_", "OperatorFlags", ["ACCUMULATE", "IN_PLACE"]),
        ("MCUNET_HEAD_", "HeadFlags", ["NAMED"]),
        ("MCUNET_CANDIDATES_", "CandidateFlags", ["OBJECTNESS", "CORNERS", "Y_FIRST", "EXPONENTIAL", "TRANSPOSED", "POINT_SCORES"]),
    ];

    private static readonly (string C, string Name)[] Records =
    [
        ("mcunet_header", "PackageHeader"), ("mcunet_tensor", "TensorRecord"), ("mcunet_slot", "SlotRecord"), ("mcunet_operator", "OperatorRecord"),
        ("mcunet_axis", "AxisRecord"), ("mcunet_stage", "StageRecord"), ("mcunet_head", "HeadRecord"),
        ("mcunet_scores", "ScoresRecord"), ("mcunet_candidates", "CandidatesRecord"), ("mcunet_candidate_group", "CandidateGroupRecord"),
    ];

    /// <summary>Fields whose numbers have names.</summary>
    private static readonly Dictionary<string, string> Types = new()
    {
        ["mcunet_slot.kind"] = "SlotKind", ["mcunet_slot.flags"] = "SlotFlags", ["mcunet_axis.pace"] = "Pace", ["mcunet_head.kind"] = "HeadKind", ["mcunet_head.flags"] = "HeadFlags",
        ["mcunet_scores.activation"] = "ScoreActivation", ["mcunet_candidates.flags"] = "CandidateFlags", ["mcunet_scores"] = "ScoresRecord",
        ["uint8_t"] = "byte", ["int8_t"] = "sbyte", ["char"] = "byte", ["uint16_t"] = "ushort", ["int16_t"] = "short",
        ["uint32_t"] = "uint", ["int32_t"] = "int", ["float"] = "float", ["mcunet_axis"] = "AxisRecord",
    };

    public static IEnumerable<GeneratedFile> Of(string root)
    {
        CHeader format = CHeader.Read(root, "format.h");
        yield return new GeneratedFile($"{Folder}/FormatNumbers.cs", Numbers(format) + Kinds(root, format)); // one file, as a new kind is a new minor number
        yield return new GeneratedFile($"{Folder}/Records.cs", RecordsText(format));
    }

    private static string Numbers(CHeader format)
    {
        StringBuilder text = new("namespace MCUNetV2.Compiler.Format;\n\n/// <summary>Numbers and limits of the package format.</summary>\npublic static class FormatNumbers\n{\n");
        string[] flags = [.. Flags.SelectMany(f => f.Members.Select(m => f.Prefix + m))];
        string[] versions = [.. format.Enumeration("mcunet_layout").Members.SkipLast(1).Select(layout => $"{layout.Name}_VERSION")];
        foreach (CNumber number in format.Macros.Where(m => !flags.Contains(m.Name) && !versions.Contains(m.Name)))
        {
            string type = number.Value > int.MaxValue || number.Name == "MCUNET_MAGIC" ? "uint" : "int";
            text.Append(Names.Summary("    ", number.Comment, $"<c>{number.Name}</c>").Replace("&lt;", "<").Replace("&gt;", ">"));
            text.Append(CultureInfo.InvariantCulture, $"    public const {type} {Names.Pascal(number.Name, "MCUNET_")} = {(type == "uint" ? $"0x{number.Value:X8}" : number.Value)};\n\n");
        }

        text.Append("    /// <summary>The number of each weight layout, by <see cref=\"Target\"/>: another one when the bytes of any operator's constants change.</summary>\n");
        text.Append(CultureInfo.InvariantCulture, $"    public static ReadOnlySpan<byte> LayoutVersions => [{string.Join(", ", versions.Select(format.Macro))}];\n");
        return text.Append("}\n").ToString();
    }

    private static string Kinds(string root, CHeader format)
    {
        StringBuilder text = new();
        foreach ((string header, string c, string prefix, string name, string type, string count) in Enumerations)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n/// <summary><c>{c}</c>.</summary>\npublic enum {name}{(type.Length > 0 ? $" : {type}" : "")}\n{{\n");
            Members(text, CHeader.Read(root, header).Enumeration(c).Members.Where(m => m.Name != count), prefix);
        }

        foreach ((string prefix, string name, string[] members) in Flags)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n/// <summary><c>{prefix}*</c>.</summary>\n[Flags]\npublic enum {name} : byte\n{{\n    None = 0,\n\n");
            Members(text, members.Select(member => format.Macros.Single(m => m.Name == prefix + member)), prefix);
        }

        return text.ToString();
    }

    private static void Members(StringBuilder text, IEnumerable<CNumber> members, string prefix)
    {
        foreach (CNumber member in members)
        {
            text.Append(Names.Summary("    ", member.Comment));
            text.Append(CultureInfo.InvariantCulture, $"    {Names.Pascal(member.Name, prefix)} = {member.Value},\n\n");
        }

        text.Length--;
        text.Append("}\n");
    }

    private static string RecordsText(CHeader format)
    {
        StringBuilder text = new("using System.Runtime.CompilerServices;\nusing System.Runtime.InteropServices;\n\nnamespace MCUNetV2.Compiler.Format;\n");
        foreach ((string c, string name) in Records)
        {
            CStructure structure = format.Structure(c);
            string meaning = structure.Comment.Length == 0 ? "" : $": {Names.Sentence(structure.Comment)}";
            text.Append(CultureInfo.InvariantCulture, $"\n/// <summary><c>{c}</c>{(meaning.Length == 0 ? "." : meaning)}</summary>\n");
            text.Append(CultureInfo.InvariantCulture, $"[StructLayout(LayoutKind.Sequential, Pack = 1)]\npublic struct {name}\n{{\n");
            foreach (CField field in structure.Fields)
            {
                text.Append(Names.Summary("    ", field.Comment));
                text.Append(CultureInfo.InvariantCulture, $"    public {(field.Length > 0 ? ArrayOf(field) : TypeOf(c, field))} {Names.Pascal(field.Name)};\n");
            }

            foreach (CField field in structure.Fields.Where(field => field.Length > 0))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n    [InlineArray({field.Length})]\n    public struct {ArrayOf(field)}\n    {{\n        private {TypeOf(c, field)} _first;\n    }}\n");
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    /// <summary>The type of an array has its name, and what it is of.</summary>
    private static string ArrayOf(CField field) => $"{Names.Pascal(field.Name)}Array";

    private static string TypeOf(string structure, CField field) =>
        Types.GetValueOrDefault($"{structure}.{field.Name}") ?? Types.GetValueOrDefault(field.Type) ?? throw new FormatException($"{structure}.{field.Name}: a field cannot be a {field.Type}");
}
