// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Camera;
using MCUNetV2.Inference;

namespace MCUNetV2.Learning
{
    /// <summary>
    /// Learns on the device what a camera sees, by a model whose output is features instead of classes: <c>mcunet train --data</c> writes such a package
    /// beside each model, NAME.features.mcu. What is learnt are means, see <see cref="FeatureClassifier"/>; the model stays as it is.
    /// </summary>
    public class FrameLearner
    {
        private readonly Model _model;
        private readonly IInputSource _input;
        private readonly PatchScheduler _scheduler;

        /// <summary>Learns what a camera sees.</summary>
        /// <param name="model">A model whose first output is features.</param>
        /// <param name="camera">Camera.</param>
        /// <param name="classes">Classes that can be learnt, at most <see cref="FeatureClassifier.MostClasses"/>.</param>
        /// <param name="settings">How frames become the model's input; null for the defaults.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are too many classes or features.</exception>
        public FrameLearner(Model model, IFrameSource camera, int classes, ImageSettings settings = null)
            : this(model, new CameraInput(model, camera, settings), classes)
        {
        }

        /// <summary>Learns from any source of input.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There are too many classes or features.</exception>
        public FrameLearner(Model model, IInputSource input, int classes)
        {
            _model = model;
            _input = input;
            _scheduler = new PatchScheduler(model);
            Learned = new FeatureClassifier(model.GetOutput(0).Length, classes);
        }

        /// <summary>Gets what has been learnt.</summary>
        public FeatureClassifier Learned { get; }

        /// <summary>Gets the scheduler, with the times of the last inference.</summary>
        public PatchScheduler Scheduler
        {
            get { return _scheduler; }
        }

        /// <summary>Looks at one frame and learns that it shows a class.</summary>
        /// <param name="label">Class, from 0.</param>
        /// <exception cref="CameraException">The camera did not deliver; try the next frame.</exception>
        /// <exception cref="InferenceException">The engine refused a call.</exception>
        /// <returns>Whether there was room for it.</returns>
        public bool Learn(int label)
        {
            return Learned.Learn(label, Look());
        }

        /// <summary>Looks at one frame and tells which class it is nearest to; <see cref="FeatureClassifier.Margin"/> then says how surely.</summary>
        /// <exception cref="CameraException">The camera did not deliver; try the next frame.</exception>
        /// <exception cref="InferenceException">The engine refused a call.</exception>
        /// <returns>The class, or -1 while nothing has been learnt.</returns>
        public int Recognize()
        {
            return Learned.Classify(Look());
        }

        /// <summary>Keeps what has been learnt.</summary>
        public void Save(ILearningStore store)
        {
            store.Write(Learned.Save(Key()));
        }

        /// <summary>Takes up what a store holds.</summary>
        /// <returns>Whether it was learnt with this model and as many classes, and is undamaged; if not, nothing changes.</returns>
        public bool Restore(ILearningStore store)
        {
            return Learned.Restore(store.Read(Learned.SavedBytes), Key());
        }

        private byte[] Look()
        {
            lock (_model.Gate)
            {
                _scheduler.Run(_input);
                return _model.ReadOutput(0);
            }
        }

        /// <summary>Another model, or another version of it, has other features.</summary>
        private int Key()
        {
            int key = _model.PackageBytes;
            for (int index = 0; index < _model.Id.Length; index++)
            {
                key = (key * 31) + _model.Id[index];
            }

            return key;
        }
    }
}
