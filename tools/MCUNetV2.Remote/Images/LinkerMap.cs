// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MCUNetV2.Remote.Images;

/// <summary>Reads the map that GNU ld writes beside an executable (-Map): which object file each byte comes from.</summary>
internal static partial class LinkerMap
{
    private const string Begin = "Linker script and memory map";

    /// <exception cref="LinkException">The text is no such map.</exception>
    public static ImmutableArray<ImagePiece> Parse(string text)
    {
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        if (begin < 0)
        {
            throw new LinkException($"the target's linker map has no \"{Begin}\": build it again");
        }

        // A name that is long stands on a line of its own.
        string joined = LongName().Replace(text[begin..], "$1 ");
        ImmutableArray<ImagePiece>.Builder pieces = ImmutableArray.CreateBuilder<ImagePiece>();
        string section = "";
        long end = 0; // of the last piece, as far as the map says
        foreach (Match line in Line().Matches(joined))
        {
            if (line.Groups["section"].Success)
            {
                section = line.Groups["section"].Value;
                end = 0;
                continue;
            }

            long start = Hexadecimal(line.Groups["start"].Value);
            if (start < end)
            {
                // Strings that the linker found elsewhere already: the map still lists them, at the address of what follows.
                ImagePiece merged = pieces[^1];
                pieces[^1] = merged with { Bytes = Math.Max(0, (int)(merged.Bytes - (end - start))) };
            }

            long bytes = Hexadecimal(line.Groups["bytes"].Value);
            pieces.Add(new ImagePiece(section, line.Groups["origin"].Value, (int)bytes));
            end = start + bytes;
        }

        return pieces.ToImmutable();
    }

    private static long Hexadecimal(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^( ?\.\S+)\n +(?=0x)", RegexOptions.Multiline)]
    private static partial Regex LongName();

    /// <summary>An output section at the margin, or one space in, an input section or a filled gap with its address, size and origin.</summary>
    [GeneratedRegex(@"^(?<section>\.\S+) +0x[0-9a-f]+ +0x[0-9a-f]+|^ (?:[.\w]\S*|\*fill\*) +0x(?<start>[0-9a-f]+) +0x(?<bytes>[0-9a-f]+)(?: (?<origin>\S.*))?", RegexOptions.Multiline)]
    private static partial Regex Line();
}
