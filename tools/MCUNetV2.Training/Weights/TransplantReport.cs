// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Weights;

/// <summary>What a network took over from another one, as text.</summary>
internal static class TransplantReport
{
    public static void Write(TextWriter writer, IReadOnlyList<TransplantedLayer> layers)
    {
        foreach (TransplantedLayer layer in layers)
        {
            writer.WriteLine($"  {layer.Layer,-20} {layer.Shape,-18} {(layer.From is null ? "random" : "from " + layer.From)}");
        }

        writer.WriteLine($"{layers.Count(layer => layer.From is not null)} of {layers.Count} layers taken");
    }
}
