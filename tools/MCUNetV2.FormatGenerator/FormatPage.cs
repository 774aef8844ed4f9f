// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace MCUNetV2.FormatGenerator;

/// <summary>The tables of records in models/FORMAT.md, between two marks.</summary>
internal static class FormatPage
{
    private const string Page = "models/FORMAT.md";
    private const string Begin = "<!-- records: written by tools/MCUNetV2.FormatGenerator -->\n";
    private const string End = "<!-- end of records -->";

    private static readonly string[] Records = ["mcunet_header", "mcunet_tensor", "mcunet_slot", "mcunet_operator", "mcunet_axis", "mcunet_stage", "mcunet_head",
        "mcunet_scores", "mcunet_candidates", "mcunet_candidate_group"];

    private static readonly Dictionary<string, int> Bytes = new()
    {
        ["uint8_t"] = 1, ["int8_t"] = 1, ["char"] = 1, ["uint16_t"] = 2, ["int16_t"] = 2, ["uint32_t"] = 4, ["int32_t"] = 4, ["float"] = 4,
    };

    /// <exception cref="FormatException">The page has no marks, or a field would not lie where C puts it.</exception>
    public static GeneratedFile Of(string root)
    {
        string page = File.ReadAllText(Path.Combine(root, Page));
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < Begin.Length || end < begin)
        {
            throw new FormatException($"{Page} has no place for the records: {Begin.Trim()} and {End}");
        }

        return new GeneratedFile(Page, page[..begin] + Tables(CHeader.Read(root, "format.h")) + page[end..]);
    }

    private static string Tables(CHeader format)
    {
        Dictionary<string, int> sizes = new(Bytes);
        StringBuilder text = new();
        foreach (string name in Records)
        {
            CStructure structure = format.Structure(name);
            text.Append(CultureInfo.InvariantCulture, $"\n`{name}`\n\n| offset | bytes | field | |\n|---|---|---|---|\n");
            int offset = 0;
            foreach (CField field in structure.Fields)
            {
                int one = sizes[field.Type];
                int bytes = one * Math.Max(field.Length, 1);
                if (offset % Math.Min(one, 4) != 0)
                {
                    throw new FormatException($"{name}.{field.Name}: byte {offset} is no multiple of its size, so C would leave a gap before it");
                }

                text.Append(CultureInfo.InvariantCulture, $"| {offset} | {bytes} | `{field.Name}` | {field.Comment.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
                offset += bytes;
            }

            text.Append(CultureInfo.InvariantCulture, $"\n{offset} bytes in all.\n");
            sizes[name] = offset;
        }

        return text.Append('\n').ToString();
    }
}
