// SPDX-License-Identifier: MIT
using System.Text.Json;

namespace MCUNetV2.Training.Export;

/// <summary>What the outputs mean, as models/heads/README.md describes it.</summary>
internal static class HeadFile
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    public static byte[] Of(IReadOnlyList<string> classes)
    {
        return [.. JsonSerializer.SerializeToUtf8Bytes(new { kind = "classifier", labels = classes }, Options), (byte)'\n'];
    }
}
