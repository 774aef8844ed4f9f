// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Networks;

/// <summary>Reads what people write by hand: comments and trailing commas are welcome, unknown and missing keys are not.</summary>
public static partial class JsonFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Whether a file is a JSON object with a key.</summary>
    public static bool HasKey(string path, string key)
    {
        string text = InputFile.ReadText(path);
        try
        {
            JsonDocumentOptions options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using JsonDocument document = JsonDocument.Parse(text, options);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(key, out _);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception); // the latter: a name with half a surrogate pair
        }
    }

    /// <param name="path">The file; UTF-8 with or without a byte order mark.</param>
    /// <param name="validate">Throws <see cref="InvalidDataException"/> for values that make no sense.</param>
    /// <exception cref="InvalidDataException">It is not a valid one; the message begins with the path and says why.</exception>
    public static T Load<T>(string path, Action<T> validate)
    {
        return Parse(InputFile.ReadText(path), path, validate);
    }

    /// <param name="text">What a file holds.</param>
    /// <param name="source">What the message of a failure begins with.</param>
    /// <inheritdoc cref="Load"/>
    public static T Parse<T>(string text, string source, Action<T> validate)
    {
        try
        {
            T value = JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException("empty");
            validate(value);
            return value;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"{source}: {OurTypes().Replace(exception.Message, "")}", exception);
        }
    }

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>What the serializer says of types, which are nothing to somebody who writes a file.</summary>
    [GeneratedRegex(@" (?:to|for type|on type|contained in type) '?[\w.`\[\],+]*MCUNetV2[\w.`\[\],+]*[\w\]]'?")]
    private static partial Regex OurTypes();
}
