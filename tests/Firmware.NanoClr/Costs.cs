using System;
using MCUNetV2.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>What the CLR's side costs: an interop call, and the scheduler's C# for each patch.</summary>
    internal static class Costs
    {
        private const int Calls = 20000;
        private const int Inferences = 20;

        public static void Report()
        {
            int[] fields = new int[RegionField.Count];
            int loop = Empty();
            int start = Native.Microseconds();
            for (int index = 0; index < Calls; index++)
            {
                Native.Cycles();
            }

            Print("interop call without arguments", Native.Microseconds() - start - loop, Calls);
            start = Native.Microseconds();
            for (int index = 0; index < Calls; index++)
            {
                Native.PatchBegin(-1, 0, 0, fields);
            }

            Print("interop call with three numbers and an array", Native.Microseconds() - start - loop, Calls);
            Schedule();
        }

        private static void Schedule()
        {
            Model model = Model.Open(null);
            TensorInput input = new TensorInput(model, new byte[model.Input.Length]);
            PatchScheduler scheduler = new PatchScheduler(model);
            int managed = 0;
            int total = 0;
            for (int index = 0; index < Inferences; index++)
            {
                scheduler.Run(input);
                total += scheduler.TotalMicroseconds;
                managed += scheduler.TotalMicroseconds - scheduler.EngineMicroseconds;
            }

            Print("inference", total, Inferences);
            Print("outside the engine, per inference", managed, Inferences);
            Print("outside the engine, per patch", managed, Inferences * scheduler.Patches);
            Console.WriteLine("COST patches: " + scheduler.Patches);
        }

        private static int Empty()
        {
            int start = Native.Microseconds();
            for (int index = 0; index < Calls; index++)
            {
            }

            return Native.Microseconds() - start;
        }

        private static void Print(string what, int microseconds, int count)
        {
            Console.WriteLine("COST " + what + ": " + ((long)microseconds * 1000 / count) + " ns");
        }
    }
}
