// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Cli.Verbs.Compilation;

/// <summary>
/// A package as C source: an aligned constant array, linked as a model that firmware opens by name, and the tables of what the model uses of
/// the engine. Compiled with MCUNET_ALL_OPERATORS, the last are left to src/linked.c; with MCUNET_LINKED_ONLY, they are all there is.
/// </summary>
internal static class CSource
{
    private const int PackageAlignment = 16; // the most that any backend asks for
    private const int BytesPerLine = 20;

    public static string Write(string name, ReadOnlySpan<byte> package, LinkedImages images)
    {
        string linked = LinkedSource.Write(PackageReader.Read(package), images);
        StringBuilder source = new();
        source.Append(CultureInfo.InvariantCulture, $$"""
            /* {{Comment(name)}}: written by mcunet compile; {{package.Length}} bytes. */
            #ifndef MCUNET_LINKED_ONLY

            #include "mcunet/format.h"
            #include "mcunet/port.h"

            static const uint8_t package[{{package.Length}}] __attribute__((aligned({{PackageAlignment}}))) = {

            """);
        for (int start = 0; start < package.Length; start += BytesPerLine)
        {
            source.Append("   ");
            foreach (byte value in package.Slice(start, Math.Min(BytesPerLine, package.Length - start)))
            {
                source.Append(CultureInfo.InvariantCulture, $" {value},");
            }

            source.Append('\n');
        }

        source.Append(CultureInfo.InvariantCulture, $$$"""
            };

            MCUNET_LINK_MODEL({{{Identifier(name)}}}, "{{{Literal(name)}}}", package)

            #endif

            #ifndef MCUNET_ALL_OPERATORS

            {{{linked}}}
            #endif

            """);
        return source.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>As much of the name as C allows in one.</summary>
    private static string Identifier(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Comment(string text) => text.Replace("*/", "* /", StringComparison.Ordinal);

    private static string Literal(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
