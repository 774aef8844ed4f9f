// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Compiler.Quantization.Report;

/// <summary>The error report as text.</summary>
public static class LayerErrorTable
{
    // Exporters join the names of all that a layer was made of; their ends tell layers apart.
    private const int LongestName = 48;

    public static void Write(TextWriter writer, IReadOnlyCollection<LayerError> layers)
    {
        int width = Math.Max(5, layers.Max(layer => Short(layer.Name).Length));
        writer.WriteLine($"{"layer".PadRight(width)}  {"operator",-18} {"weights",9} {"own",9} {"total",9} {"clipped",9}");
        foreach (LayerError layer in layers)
        {
            string weights = layer.WeightRatio is { } ratio ? Decibels(ratio) : "";
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Short(layer.Name).PadRight(width)}  {layer.Kind,-18} {weights,9} {Decibels(layer.OwnRatio),9} {Decibels(layer.TotalRatio),9} {layer.ClippedShare,9:P3}"));
        }
    }

    private static string Short(string name) => name.Length > LongestName ? $"...{name[^(LongestName - 3)..]}" : name;

    private static string Decibels(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:F1} dB");
}
