// SPDX-License-Identifier: MIT
namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>Inputs and outputs as the host and the device both write them.</summary>
    internal static class ByteTools
    {
        /// <summary>Noise as in the golden inputs: a linear congruential generator's high bytes.</summary>
        public static byte[] Noise(int length, uint seed)
        {
            byte[] noise = new byte[length];
            uint state = seed;
            for (int index = 0; index < length; index++)
            {
                state = (state * 1664525u) + 1013904223u;
                noise[index] = (byte)(state >> 24);
            }

            return noise;
        }

        /// <summary>Length and Fletcher-like sums of the bytes.</summary>
        public static string Checksum(byte[] bytes)
        {
            uint a = 1;
            uint b = 0;
            for (int index = 0; index < bytes.Length; index++)
            {
                a = (a + bytes[index]) % 65521u;
                b = (b + a) % 65521u;
            }

            return bytes.Length + ":" + ((b << 16) | a).ToString("x8");
        }
    }
}
