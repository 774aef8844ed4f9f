// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Format;

/// <summary>CRC-32 of IEEE 802.3: polynomial 0x04C11DB7, reflected, initial value and final xor all ones.</summary>
public static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB88320;
    private static readonly uint[] Table = CreateTable();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] CreateTable()
    {
        uint[] table = new uint[256];
        for (uint index = 0; index < table.Length; index++)
        {
            uint crc = index;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ ReflectedPolynomial;
            }

            table[index] = crc;
        }

        return table;
    }
}
