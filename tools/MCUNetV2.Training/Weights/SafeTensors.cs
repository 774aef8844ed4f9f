// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MCUNetV2.Training.Weights;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Shape">Outermost first; empty for a single value.</param>
/// <param name="Values">In row-major order.</param>
internal sealed record StoredTensor(long[] Shape, float[] Values);

/// <summary>
/// A safetensors file: the length of a header, uint64; the header, JSON that gives each tensor's type, shape and place, and free metadata; then the values,
/// little-endian. Reads F32, F16, BF16, I64 and I32, all to float, and U8 as bytes; writes F32, or F16 for half the size, and U8.
/// </summary>
/// <remarks>https://github.com/huggingface/safetensors#format</remarks>
internal sealed record SafeTensors(IReadOnlyDictionary<string, StoredTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>What is no numbers, U8.</summary>
    public IReadOnlyDictionary<string, byte[]> Blobs { get; init; } = new Dictionary<string, byte[]>();

    private const string MetadataKey = "__metadata__";
    private const int LongestHeader = 100_000_000;

    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public static SafeTensors Load(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), _ => true);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException or FormatException)
        {
            throw new InvalidDataException($"{path}: not a safetensors file: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>Only the header's metadata, without reading the values.</summary>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public static IReadOnlyDictionary<string, string> LoadMetadata(string path)
    {
        if (!IsMeantBy(path))
        {
            throw new InvalidDataException($"{path}: not a safetensors file");
        }

        using BinaryReader reader = new(File.OpenRead(path));
        byte[] header = reader.ReadBytes((int)reader.ReadUInt64());
        try
        {
            return Parse([.. BitConverter.GetBytes((ulong)header.Length), .. header], _ => false).Metadata;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not a safetensors file: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>Whether a file begins as safetensors do.</summary>
    public static bool IsMeantBy(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[9];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) < LongestHeader;
    }

    /// <param name="half">Whether values are stored as F16.</param>
    public byte[] ToBytes(bool half = false)
    {
        int width = half ? 2 : 4;
        using MemoryStream header = new();
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in Metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach ((string name, StoredTensor tensor) in Tensors)
            {
                WriteEntry(json, name, half ? "F16" : "F32", tensor.Shape, offset, offset += tensor.Values.Length * width);
            }

            foreach ((string name, byte[] blob) in Blobs)
            {
                WriteEntry(json, name, "U8", [blob.Length], offset, offset += blob.Length);
            }

            json.WriteEndObject();
        }

        // Values begin at a multiple of 8 bytes; spaces after the header are part of it.
        byte[] text = [.. header.ToArray(), .. Enumerable.Repeat((byte)' ', (int)(-header.Length & 7))];
        using MemoryStream file = new();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        file.Write(length);
        file.Write(text);
        foreach (StoredTensor tensor in Tensors.Values)
        {
            file.Write(half ? MemoryMarshal.AsBytes<Half>([.. tensor.Values.Select(value => (Half)value)]) : MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
        }

        foreach (byte[] blob in Blobs.Values)
        {
            file.Write(blob);
        }

        return file.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, string type, long[] shape, long from, long to)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", type);
        WriteNumbers(json, "shape", shape);
        WriteNumbers(json, "data_offsets", [from, to]);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static SafeTensors Parse(byte[] file, Predicate<string> wanted)
    {
        int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
        using JsonDocument header = JsonDocument.Parse(Encoding.UTF8.GetString(file, 8, length));
        byte[] values = file[(8 + length)..];
        Dictionary<string, StoredTensor> tensors = [];
        Dictionary<string, byte[]> blobs = [];
        Dictionary<string, string> metadata = [];
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == MetadataKey)
            {
                metadata = entry.Value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString() ?? "");
                continue;
            }

            if (!wanted(entry.Name))
            {
                continue;
            }

            long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            int[] place = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            if (entry.Value.GetProperty("dtype").GetString() == "U8")
            {
                blobs[entry.Name] = values[place[0]..place[1]];
                continue;
            }

            float[] read = Read(entry.Value.GetProperty("dtype").GetString()!, values.AsSpan()[place[0]..place[1]]);
            tensors[entry.Name] = shape.Aggregate(1L, (product, size) => product * size) == read.Length
                ? new StoredTensor(shape, read)
                : throw new FormatException($"{entry.Name} has {read.Length} values, which is not its shape's {string.Join(" x ", shape)}");
        }

        return new SafeTensors(tensors, metadata) { Blobs = blobs };
    }

    private static float[] Read(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "F32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        "F16" => [.. MemoryMarshal.Cast<byte, Half>(bytes).ToArray().Select(value => (float)value)],
        "BF16" => [.. MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Select(value => BitConverter.UInt32BitsToSingle((uint)value << 16))],
        "I64" => [.. MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(value => (float)value)],
        "I32" => [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(value => (float)value)],
        _ => throw new FormatException($"type {type} is none of F32, F16, BF16, I64, I32 and U8"),
    };
}
