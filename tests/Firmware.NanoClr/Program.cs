// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Firmware.NanoTests;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>
    /// The device assemblies on a real CLR: unit tests, the golden model, and what calls cost. One line for each result; the CLR's own exit code
    /// says nothing, so the last line is "DONE failures".
    /// </summary>
    public static class Program
    {
        private static int _failures;

        private delegate void Test();

        /// <summary>Runs everything.</summary>
        public static void Main()
        {
            PatchSchedulerTests scheduler = new PatchSchedulerTests();
            JsonLineTests json = new JsonLineTests();
            NativeTests native = new NativeTests();
            Run("scheduler walks row by row", scheduler.Walks_row_by_row);
            Run("an error is an exception", scheduler.An_error_is_an_exception);
            Run("a model is described", scheduler.Describes_the_model);
            Run("telemetry members are in order", json.Writes_members_in_order);
            Run("telemetry numbers of every size", json.Writes_numbers_of_every_size);
            Run("kernels have a name", native.Kernels_have_a_name);
            Run("nothing works without a model", native.Nothing_works_without_a_model);
            Run("null arrays are refused", native.Null_arrays_are_refused);
            Run("golden outputs", GoldenTests.Outputs_are_those_of_the_host);
            Run("camera to wake word", CameraTests.A_frame_is_classified);
            Run("classes are learnt from vectors", LearningTests.Vectors_are_learnt_as_on_the_host);
            Run("classes are learnt with a model", LearningTests.A_model_is_learnt_with_as_on_the_host);
            Run("two models take turns", ModelTests.Two_models_take_turns);
            Run("a fifth model is refused", ModelTests.Many_models_are_refused_by_name);
            Run("two threads", ModelTests.Threads_have_whole_inferences);
            Run("costs", Costs.Report);
            Console.WriteLine("DONE " + _failures);
        }

        private static void Run(string name, Test test)
        {
            try
            {
                test();
                Console.WriteLine("PASS " + name);
            }
            catch (Exception exception)
            {
                _failures++;
                Console.WriteLine("FAIL " + name + ": " + exception.GetType().FullName + " " + exception.Message);
            }
        }
    }
}
