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
        foreach (Match line in Line().Matches(joined))
        {
            if (line.Groups["section"].Success)
            {
                section = line.Groups["section"].Value;
            }
            else
            {
                pieces.Add(new ImagePiece(section, line.Groups["origin"].Value, int.Parse(line.Groups["bytes"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
            }
        }

        return pieces.ToImmutable();
    }

    [GeneratedRegex(@"^( ?\.\S+)\n +(?=0x)", RegexOptions.Multiline)]
    private static partial Regex LongName();

    /// <summary>An output section at the margin, or one space in, an input section or a filled gap with its address, size and origin.</summary>
    [GeneratedRegex(@"^(?<section>\.\S+) +0x[0-9a-f]+ +0x[0-9a-f]+|^ (?:[.\w]\S*|\*fill\*) +0x[0-9a-f]+ +0x(?<bytes>[0-9a-f]+)(?: (?<origin>\S.*))?", RegexOptions.Multiline)]
    private static partial Regex Line();
}
