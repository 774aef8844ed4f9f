// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Inference;
using MCUNetV2.VisualWakeWords;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>A camera of 160 x 120 RGB565 pixels through converter, scheduler and head.</summary>
    internal static class CameraTests
    {
        public static void A_frame_is_classified()
        {
            Model model = Model.Open(null);
            WakeWordDetector detector = new WakeWordDetector(model, new Gradient());
            float first = detector.Detect().Score;
            float second = detector.Detect().Score;
            Console.WriteLine("SCORE " + first.ToString("F4"));
            ArenaUse arena = ArenaUse.Read(model);
            Console.WriteLine("ARENA " + arena.Model + " used, " + arena.HighWater + " written, " + arena.Image + " image");
            model.Dispose();
            if ((int)(first * 65536) != Expected.Score || first != second || arena.HighWater > arena.Model)
            {
                throw new Exception("scores " + first + " and " + second + ", expected " + Expected.Score + " / 65536");
            }
        }
    }
}
