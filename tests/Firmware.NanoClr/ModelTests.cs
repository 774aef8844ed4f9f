// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using MCUNetV2.Inference;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>Several models open over one arena, and several threads that run them.</summary>
    internal static class ModelTests
    {
        private const int Runs = 500;

        private static int _wrong;
        private static int _done;

        public static void Two_models_take_turns()
        {
            using (Model first = Model.Open(null))
            using (Model second = Model.Open(null))
            {
                string[] expected = Expected.Outputs;
                PatchScheduler one = new PatchScheduler(first);
                PatchScheduler other = new PatchScheduler(second);
                one.Run(Noise(first, 1));
                Check(Outputs(first) == expected[0], "first model");
                other.Run(Noise(second, 2));
                Check(Outputs(second) == expected[1], "second model");
                Check(StatusOf(first) == EngineStatus.Replaced, "a replaced result was read");
                first.Dispose();
                Check(StatusOf(first) == EngineStatus.Closed, "a closed model was read");
                Check(Outputs(second) == expected[1], "second model after closing the first");
            }
        }

        public static void Many_models_are_refused_by_name()
        {
            Model[] models = new Model[4];
            for (int index = 0; index < models.Length; index++)
            {
                models[index] = Model.Open(null);
            }

            int status = 0;
            try
            {
                Model.Open(null).Dispose();
            }
            catch (InferenceException exception)
            {
                status = exception.Status;
            }

            for (int index = 0; index < models.Length; index++)
            {
                models[index].Dispose();
            }

            Check(status == EngineStatus.Full, "a fifth model was opened");
        }

        /// <summary>1,000 inferences on two threads, each with its own scheduler; collections in between move every array.</summary>
        public static void Threads_have_whole_inferences()
        {
            _wrong = 0;
            _done = 0;
            Thread first = new Thread(RunMany);
            Thread second = new Thread(RunMany);
            first.Start();
            second.Start();
            first.Join();
            second.Join();
            Console.WriteLine("THREADS " + _done + " inferences on two threads, " + _wrong + " wrong");
            Check(_done == 2 * Runs && _wrong == 0, _wrong + " of " + _done + " wrong");
        }

        private static void RunMany()
        {
            using (Model model = Model.Open(null))
            {
                PatchScheduler scheduler = new PatchScheduler(model);
                TensorInput[] inputs = new TensorInput[] { Noise(model, 1), Noise(model, 2) };
                for (int index = 0; index < Runs; index++)
                {
                    int which = (index * 7 / 3) & 1;
                    lock (model.Gate)
                    {
                        scheduler.Run(inputs[which]);
                        _wrong += Outputs(model) == Expected.Outputs[which] ? 0 : 1;
                        _done++;
                    }
                }
            }
        }

        private static TensorInput Noise(Model model, uint seed)
        {
            return new TensorInput(model, ByteTools.Noise(model.Input.Length, seed));
        }

        private static string Outputs(Model model)
        {
            string outputs = "";
            for (int output = 0; output < model.OutputCount; output++)
            {
                outputs += ByteTools.Checksum(model.ReadOutput(output)) + ";";
            }

            return outputs;
        }

        private static int StatusOf(Model model)
        {
            try
            {
                model.ReadOutput(0);
                return EngineStatus.Ok;
            }
            catch (InferenceException exception)
            {
                return exception.Status;
            }
        }

        private static void Check(bool isRight, string what)
        {
            if (!isRight)
            {
                throw new Exception(what);
            }
        }
    }
}
