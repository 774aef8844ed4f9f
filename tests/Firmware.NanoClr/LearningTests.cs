// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Inference;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>What is learnt on the device is what the host learns from the same.</summary>
    internal static class LearningTests
    {
        public static void Vectors_are_learnt_as_on_the_host()
        {
            Check(LearningTrial.OfVectors(), Expected.LearntVectors);
        }

        public static void A_model_is_learnt_with_as_on_the_host()
        {
            using (Model model = Model.Open(null))
            {
                Check(LearningTrial.OfModel(model), Expected.LearntOutputs);
            }
        }

        private static void Check(string text, string expected)
        {
            Console.WriteLine("LEARNT " + text);
            if (text != expected)
            {
                throw new Exception("expected " + expected);
            }
        }
    }
}
