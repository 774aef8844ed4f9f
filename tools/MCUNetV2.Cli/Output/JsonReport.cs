// SPDX-License-Identifier: MIT
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MCUNetV2.Cli.Output;

/// <summary>The form of every <c>--json</c> report: camelCase keys, indented, enumerations by name.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    public static void Write<T>(TextWriter writer, T report) => writer.WriteLine(JsonSerializer.Serialize(report, Options));

    /// <summary>The same on one line.</summary>
    public static string Line<T>(T report) => JsonSerializer.Serialize(report, OneLine);
}
