// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace MCUNetV2.Tools.Tests.TfLite;

/// <summary>Damages a file in ways that its reader must survive.</summary>
internal static class Damage
{
    private static readonly int[] Numbers = [0, 1, 2, -1, int.MaxValue, int.MinValue, 8192, 32767, 65536];

    /// <summary>A damaged copy.</summary>
    public static byte[] Some(byte[] file, Random random)
    {
        byte[] bytes = (byte[])file.Clone();
        int Word() => random.Next((bytes.Length / 4) - 1) * 4;

        switch (random.Next(4))
        {
            case 0:
                for (int flips = random.Next(1, 6); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                break;
            case 1:
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Word()), Numbers[random.Next(Numbers.Length)]);
                break;
            case 2:
                int word = Word();
                int value = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(word));
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(word), random.Next(2) == 0 ? value ^ (1 << random.Next(32)) : value + random.Next(-2, 3));
                break;
            default:
                int length = random.Next(1, 64);
                Array.Copy(file, random.Next(file.Length - length), bytes, random.Next(file.Length - length), length);
                break;
        }

        return bytes;
    }
}
