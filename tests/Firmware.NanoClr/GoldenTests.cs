// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Inference;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>The linked model on seeded noise gives the outputs that the host gave for it.</summary>
    internal static class GoldenTests
    {
        public static void Outputs_are_those_of_the_host()
        {
            Model model = Model.Open(null);
            PatchScheduler scheduler = new PatchScheduler(model);
            for (uint seed = 1; seed <= Expected.Outputs.Length; seed++)
            {
                scheduler.Run(new TensorInput(model, ByteTools.Noise(model.Input.Length, seed)));
                string outputs = "";
                for (int output = 0; output < model.OutputCount; output++)
                {
                    outputs += ByteTools.Checksum(model.ReadOutput(output)) + ";";
                }

                Console.WriteLine("OUTPUT seed " + seed + " " + outputs);
                if (outputs != Expected.Outputs[seed - 1])
                {
                    throw new Exception("expected " + Expected.Outputs[seed - 1]);
                }
            }

            model.Dispose();
        }
    }
}
