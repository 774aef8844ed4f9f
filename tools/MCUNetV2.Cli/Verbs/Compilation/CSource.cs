using System.Globalization;
using System.Text;

namespace MCUNetV2.Cli.Verbs.Compilation;

/// <summary>A package as C source: an aligned constant array, and the table of linked models that firmware opens by name.</summary>
internal static class CSource
{
    private const int BytesPerLine = 20;

    public static string Write(string name, ReadOnlySpan<byte> package)
    {
        StringBuilder source = new();
        source.Append(CultureInfo.InvariantCulture, $$"""
            /* {{Comment(name)}}: written by mcunet compile; {{package.Length}} bytes. */
            #include <stddef.h>

            #include "mcunet/format.h"
            #include "mcunet/port.h"

            static const uint8_t package[{{package.Length}}] __attribute__((aligned(MCUNET_ALIGNMENT))) = {

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

            static const mcunet_linked_model models[] = {{"{{{Literal(name)}}}", package, sizeof package}, {NULL, NULL, 0}};

            const mcunet_linked_model *mcunet_port_models(void)
            {
                return models;
            }

            """);
        return source.ToString().ReplaceLineEndings("\n");
    }

    private static string Comment(string text) => text.Replace("*/", "* /", StringComparison.Ordinal);

    private static string Literal(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
