// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;
using MCUNetV2.Learning;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>Learns, forgets, keeps and recognizes; the host and the device must write the same text about it.</summary>
    internal static class LearningTrial
    {
        private const int Features = 40;
        private const int Classes = 3;
        private const int Examples = 9;
        private const int Key = 7;

        /// <summary>Vectors alone: what a classifier answers before and after it forgets a class, and what it saves.</summary>
        public static string OfVectors()
        {
            FeatureClassifier learned = new FeatureClassifier(Features, Classes);
            uint state = 1;
            for (int index = 0; index < Classes * Examples; index++)
            {
                learned.Learn(index % Classes, Vector(index % Classes, ref state));
            }

            byte[] saved = learned.Save(Key);
            string text = Answers(learned) + ByteTools.Checksum(saved);
            learned.Forget(1);
            text += " " + Answers(learned);
            text += learned.Restore(saved, Key + 1) ? "wrong key taken" : "";
            saved[saved.Length / 2] ^= 1;
            text += learned.Restore(saved, Key) ? "damage taken" : "";
            saved[saved.Length / 2] ^= 1;
            text += learned.Restore(saved, Key) ? "" : "not restored";
            return text + " " + Answers(learned);
        }

        /// <summary>A model's outputs as features: learnt from inputs, kept, and recognized by another learner.</summary>
        public static string OfModel(Model model)
        {
            MemoryStore store = new MemoryStore();
            for (int label = 0; label < 2; label++)
            {
                FrameLearner learner = new FrameLearner(model, new TensorInput(model, Shade(model, 60 + (label * 120))), 2);
                if (label > 0 && !learner.Restore(store))
                {
                    return "not restored";
                }

                learner.Learn(label);
                learner.Save(store);
            }

            string text = "";
            for (int shade = 30; shade <= 210; shade += 60)
            {
                FrameLearner learner = new FrameLearner(model, new TensorInput(model, Shade(model, shade)), 2);
                text += learner.Restore(store) ? "" : "not restored";
                text += learner.Recognize() + ":" + learner.Learned.Margin + ":" + learner.Learned.Examples + " ";
            }

            return text;
        }

        private static string Answers(FeatureClassifier learned)
        {
            string text = "";
            uint state = 99;
            for (int index = 0; index < 2 * Classes; index++)
            {
                text += learned.Classify(Vector(index % Classes, ref state)) + ":" + learned.Distance + ":" + learned.Margin + " ";
            }

            return text;
        }

        /// <summary>Features of a class: some of them its own, all of them noisy.</summary>
        private static byte[] Vector(int label, ref uint state)
        {
            byte[] vector = new byte[Features];
            for (int index = 0; index < Features; index++)
            {
                state = (state * 1664525u) + 1013904223u;
                int noise = (int)(state >> 26) - 32;
                vector[index] = (byte)((index % Classes == label ? 50 : -40) + noise);
            }

            return vector;
        }

        private static byte[] Shade(Model model, int shade)
        {
            byte[] pixels = new byte[model.Input.Length];
            for (int index = 0; index < pixels.Length; index++)
            {
                pixels[index] = (byte)(shade + (index & 31));
            }

            return pixels;
        }

        private class MemoryStore : ILearningStore
        {
            private byte[] _bytes = new byte[0];

            public byte[] Read(int count)
            {
                return _bytes;
            }

            public void Write(byte[] bytes)
            {
                _bytes = bytes;
            }
        }
    }
}
