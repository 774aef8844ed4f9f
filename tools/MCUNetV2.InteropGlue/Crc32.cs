// SPDX-License-Identifier: MIT
using System.Text;

namespace MCUNetV2.InteropGlue;

/// <summary>The metadata processor's CRC-32: polynomial 0x04C11DB7, most significant bit first, nothing inverted.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0x04C11DB7;

    /// <summary>Continues a CRC over the text's ASCII bytes.</summary>
    public static uint Continue(uint crc, string text)
    {
        foreach (byte value in Encoding.ASCII.GetBytes(text))
        {
            crc ^= (uint)value << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            }
        }

        return crc;
    }
}
