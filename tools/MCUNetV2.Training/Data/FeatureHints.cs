// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace MCUNetV2.Training.Data;

/// <summary>
/// A teacher's feature vectors, which the student learns to predict beside the classes (FitNets, Romero et al. 2015, at the last layer).
/// The file: the string "mcunet-hints-1", int32 width, int32 count, then count times a name and width float32 (strings as BinaryWriter has them).
/// </summary>
internal sealed class FeatureHints
{
    public const string Magic = "mcunet-hints-1";

    private readonly Dictionary<string, float[]> _byName;

    private FeatureHints(int width, Dictionary<string, float[]> byName)
    {
        Width = width;
        _byName = byName;
    }

    /// <summary>Values of a vector.</summary>
    public int Width { get; }

    /// <exception cref="InvalidDataException">The file is no such file.</exception>
    public static FeatureHints Load(string path)
    {
        using BinaryReader reader = new(File.OpenRead(path));
        if (reader.ReadString() != Magic)
        {
            throw new InvalidDataException($"{path}: not a file of feature hints");
        }

        int width = reader.ReadInt32();
        int count = reader.ReadInt32();
        Dictionary<string, float[]> byName = new(count);
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            float[] values = new float[width];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            byName[name] = values;
        }

        return new FeatureHints(width, byName);
    }

    /// <param name="path">The file to write.</param>
    /// <param name="names">Picture names.</param>
    /// <param name="values">One row of equal width a picture.</param>
    public static void Save(string path, IReadOnlyList<string> names, float[] values)
    {
        int width = values.Length / names.Count;
        using BinaryWriter writer = new(File.Create(path));
        writer.Write(Magic);
        writer.Write(width);
        writer.Write(names.Count);
        for (int i = 0; i < names.Count; i++)
        {
            writer.Write(names[i]);
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan(i * width, width)));
        }
    }

    /// <exception cref="InvalidDataException">The file has no vector for the picture.</exception>
    public ReadOnlySpan<float> this[string name] => _byName.TryGetValue(name, out float[]? values)
        ? values
        : throw new InvalidDataException($"the feature hints lack {name}");
}
