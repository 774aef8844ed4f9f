// SPDX-License-Identifier: MIT
namespace MCUNetV2.Tests;

/// <summary>Damages files in ways that their readers must survive.</summary>
internal static class Mutation
{
    /// <summary>One to four changes: bits, bytes, small numbers, numbers at the ends of their range, pieces left out, repeated or cut off.</summary>
    public static byte[] Of(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int change = random.Next(1, 5); change > 0 && bytes.Count > 8; change--)
        {
            // Names, shapes and attributes lie around weights, which are dull to change.
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 24), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(12);
                    break;
                case 3:
                    bytes[at] = (byte)(random.Next(2) == 0 ? 0x7F : 0xFF);
                    break;
                case 4:
                    bytes.RemoveRange(at, length);
                    break;
                case 5:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 6:
                    List<byte> other = bytes.GetRange(random.Next(bytes.Count - length), length);
                    for (int i = 0; i < other.Count; i++)
                    {
                        bytes[at + i] = other[i];
                    }

                    break;
                default:
                    if (random.Next(8) == 0)
                    {
                        bytes.RemoveRange(at, bytes.Count - at);
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
