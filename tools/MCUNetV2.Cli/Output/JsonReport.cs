// SPDX-License-Identifier: MIT
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using MCUNetV2.Compiler.Format;

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

    // What is written, not what could be read.
    private static readonly JsonSerializerOptions Strict = new(Options) { NumberHandling = JsonNumberHandling.Strict, RespectNullableAnnotations = true };

    public static void Write<T>(TextWriter writer, T report) => writer.WriteLine(JsonSerializer.Serialize(report, Options));

    /// <summary>The JSON schema of a report, indented.</summary>
    /// <param name="title">What the schema calls itself.</param>
    public static string Schema(Type report, string title)
    {
        Strict.MakeReadOnly(populateMissingResolver: true);
        JsonSchemaExporterOptions options = new()
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => context.TypeInfo.Type == typeof(OperatorKind) ? AnyOperator() : node,
        };
        JsonObject schema = (JsonObject)Strict.GetJsonSchemaAsNode(report, options);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema.ToJsonString(Options) + "\n";
    }

    /// <summary>A report on one line.</summary>
    public static string Line<T>(T report) => JsonSerializer.Serialize(report, OneLine);

    /// <summary>Not listed: operators are added, and what reads a report should not mind.</summary>
    private static JsonObject AnyOperator() => new() { ["type"] = "string", ["description"] = "an operator of the package format; later versions may have more" };
}
