// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Networks.Detection;

namespace MCUNetV2.Training.Export;

/// <summary>What the outputs mean, as models/heads/README.md describes it.</summary>
internal static class HeadFile
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    public static byte[] Of(IReadOnlyList<string> classes)
    {
        return [.. JsonSerializer.SerializeToUtf8Bytes(new { kind = "classifier", labels = classes }, Options), (byte)'\n'];
    }

    /// <summary>Of a detector.</summary>
    public static byte[] Of(DetectorConfiguration network)
    {
        var head = new { kind = "fcos", classes = network.Classes.Count, labels = network.Classes, scales = network.Heads.Select(scale => new { stride = scale.Stride }) };
        return [.. JsonSerializer.SerializeToUtf8Bytes(head, Options), (byte)'\n'];
    }
}
