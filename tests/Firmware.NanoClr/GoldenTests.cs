// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Inference;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>The linked model on seeded noise gives the outputs that the host gave for it.</summary>
    internal static class GoldenTests
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

        public static void Outputs_are_those_of_the_host()
        {
            Model model = Model.Open(null);
            PatchScheduler scheduler = new PatchScheduler(model);
            for (uint seed = 1; seed <= Expected.Outputs.Length; seed++)
            {
                scheduler.Run(new TensorInput(model, Noise(model.Input.Length, seed)));
                string outputs = "";
                for (int output = 0; output < model.OutputCount; output++)
                {
                    outputs += Checksum(model.ReadOutput(output)) + ";";
                }

                Console.WriteLine("OUTPUT seed " + seed + " " + outputs);
                if (outputs != Expected.Outputs[seed - 1])
                {
                    throw new Exception("expected " + Expected.Outputs[seed - 1]);
                }
            }

            model.Dispose();
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
