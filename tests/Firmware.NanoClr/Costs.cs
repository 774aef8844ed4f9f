// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>What the CLR's side costs: an interop call, and the scheduler's C# for each patch.</summary>
    internal static class Costs
    {
        private const int Batches = 50;
        private const int Calls = 500;
        private const int Inferences = 20;

        private static readonly int[] Region = new int[RegionField.Count];

        private delegate void Batch();

        public static void Report()
        {
            int loop = Fastest(Nothing);
            Print("interop call without arguments", Fastest(WithoutArguments) - loop, Calls);
            Print("interop call with three numbers and an array", Fastest(WithArguments) - loop, Calls);
            Schedule();
        }

        /// <summary>The least time of a batch: whatever else the machine does only adds to it.</summary>
        private static int Fastest(Batch batch)
        {
            int least = int.MaxValue;
            for (int index = 0; index < Batches; index++)
            {
                int start = Native.Microseconds();
                batch();
                least = Math.Min(least, Native.Microseconds() - start);
            }

            return least;
        }

        private static void Nothing()
        {
            for (int index = 0; index < Calls; index++)
            {
            }
        }

        private static void WithoutArguments()
        {
            for (int index = 0; index < Calls; index++)
            {
                Native.Cycles();
            }
        }

        private static void WithArguments()
        {
            for (int index = 0; index < Calls; index++)
            {
                Native.PatchBegin(0, -1, 0, 0, Region);
            }
        }

        private static void Schedule()
        {
            Model model = Model.Open(null);
            model.IsTimed = true;
            TensorInput input = new TensorInput(model, new byte[model.Input.Length]);
            PatchScheduler scheduler = new PatchScheduler(model);
            int managed = int.MaxValue;
            int total = int.MaxValue;
            for (int index = 0; index < Inferences; index++)
            {
                scheduler.Run(input);
                total = Math.Min(total, scheduler.TotalMicroseconds);
                managed = Math.Min(managed, scheduler.ManagedMicroseconds);
            }

            model.Dispose();

            Print("fastest inference", total, 1);
            Print("least time outside the engine, per inference", managed, 1);
            Print("least time outside the engine, per patch", managed, scheduler.Patches);
            Console.WriteLine("COST patches: " + scheduler.Patches);
        }

        private static void Print(string what, int microseconds, int count)
        {
            Console.WriteLine("COST " + what + ": " + ((long)microseconds * 1000 / count) + " ns");
        }
    }
}
