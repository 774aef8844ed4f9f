// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace MCUNetV2.Compiler.TfLite.Reading;

/// <summary>The numbers of a FlexBuffers map, in which custom operators keep their options (flatbuffers.dev/internals, FlexBuffers).</summary>
internal static class FlexMap
{
    private const int TypeInt = 1, TypeUInt = 2, TypeFloat = 3, TypeIndirectInt = 6, TypeIndirectUInt = 7, TypeIndirectFloat = 8, TypeMap = 9, TypeBool = 26;

    /// <summary>Its numbers by their key; other values are left out.</summary>
    /// <exception cref="ModelFormatException">It is no such map.</exception>
    public static ImmutableDictionary<string, double> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            int rootWidth = bytes[^1];
            int packed = bytes[^2];
            int root = bytes.Length - 2 - rootWidth;
            return packed >> 2 == TypeMap
                ? ReadMap(bytes, Follow(bytes, root, rootWidth), 1 << (packed & 3))
                : throw new ModelFormatException("the file is damaged: a custom operator's options are no map");
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new ModelFormatException("the file is damaged: a custom operator's options are cut short", e);
        }
    }

    private static ImmutableDictionary<string, double> ReadMap(ReadOnlySpan<byte> bytes, int map, int width)
    {
        int keys = Follow(bytes, map - (3 * width), width);
        int keyWidth = checked((int)Unsigned(bytes, map - (2 * width), width));
        int size = checked((int)Unsigned(bytes, map - width, width));
        ImmutableDictionary<string, double>.Builder numbers = ImmutableDictionary.CreateBuilder<string, double>();
        for (int i = 0; i < size; i++)
        {
            int key = Follow(bytes, keys + (i * keyWidth), keyWidth);
            int packed = bytes[map + (size * width) + i];
            if (Number(bytes, map + (i * width), width, packed) is { } number)
            {
                numbers[Encoding.UTF8.GetString(bytes[key..][..bytes[key..].IndexOf((byte)0)])] = number;
            }
        }

        return numbers.ToImmutable();
    }

    private static double? Number(ReadOnlySpan<byte> bytes, int at, int width, int packed)
    {
        int indirect = 1 << (packed & 3);
        return (packed >> 2) switch
        {
            TypeInt => Signed(bytes, at, width),
            TypeUInt or TypeBool => Unsigned(bytes, at, width),
            TypeFloat => Float(bytes, at, width),
            TypeIndirectInt => Signed(bytes, Follow(bytes, at, width), indirect),
            TypeIndirectUInt => Unsigned(bytes, Follow(bytes, at, width), indirect),
            TypeIndirectFloat => Float(bytes, Follow(bytes, at, width), indirect),
            _ => null,
        };
    }

    /// <summary>Where an offset leads, which counts backwards from where it lies.</summary>
    private static int Follow(ReadOnlySpan<byte> bytes, int at, int width) => checked(at - (int)Unsigned(bytes, at, width));

    private static ulong Unsigned(ReadOnlySpan<byte> bytes, int at, int width) => width switch
    {
        1 => bytes[at],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]),
        8 => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]),
        _ => throw new ArgumentOutOfRangeException(nameof(width)),
    };

    private static long Signed(ReadOnlySpan<byte> bytes, int at, int width) => (long)Unsigned(bytes, at, width) << (64 - (8 * width)) >> (64 - (8 * width));

    private static double Float(ReadOnlySpan<byte> bytes, int at, int width) => width switch
    {
        4 => BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]),
        8 => BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]),
        _ => throw new ArgumentOutOfRangeException(nameof(width)),
    };
}
