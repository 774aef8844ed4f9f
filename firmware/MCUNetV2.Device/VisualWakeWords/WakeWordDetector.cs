// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Camera;
using MCUNetV2.Inference;

namespace MCUNetV2.VisualWakeWords
{
    /// <summary>
    /// Says whether a camera sees something: the class that the application names; without a name the second class of a model that has two
    /// (the first one is what such models call the absence of it), the only class of a model that has one, and otherwise whichever class is the
    /// most probable one in a frame.
    /// </summary>
    public class WakeWordDetector
    {
        private const float One = 65536f;
        private const int MostProbable = -1;

        private readonly Model _model;
        private readonly IInputSource _input;
        private readonly PatchScheduler _scheduler;
        private readonly string[] _labels;
        private readonly int _wanted;
        private int _present = MostProbable;

        /// <summary>Watches a camera with a model.</summary>
        /// <param name="model">A classifier.</param>
        /// <param name="camera">Camera.</param>
        /// <param name="label">Class to look for, one of the package's labels; null: see above.</param>
        /// <param name="settings">How frames become the model's input; null for the defaults.</param>
        /// <exception cref="ArgumentException">The model is no classifier, or does not know the class.</exception>
        public WakeWordDetector(Model model, IFrameSource camera, string label = null, ImageSettings settings = null)
            : this(model, new CameraInput(model, camera, settings), label)
        {
        }

        /// <summary>Watches any source of input with a model.</summary>
        /// <exception cref="ArgumentException">The model is no classifier, or does not know the class.</exception>
        public WakeWordDetector(Model model, IInputSource input, string label = null)
        {
            if (model.FindsObjects)
            {
                throw new ArgumentException("model " + model.Id + " finds boxes, it is no classifier");
            }

            _model = model;
            Threshold = model.Threshold > 0 ? model.Threshold : 0.5f;
            _input = input;
            _scheduler = new PatchScheduler(model);
            _labels = ReadLabels(model);
            _wanted = label != null ? FindLabel(label) : _labels.Length <= 2 ? _labels.Length - 1 : MostProbable;
        }

        /// <summary>Raised when a class comes into view or leaves it.</summary>
        public event WakeWordEventHandler PresenceChanged;

        /// <summary>Gets or sets the score from which a class counts as present, 0 to 1: at first the model's own, 0.5 for one without.</summary>
        public float Threshold { get; set; }

        /// <summary>Gets or sets how far below the threshold the score must fall until the class counts as gone.</summary>
        public float Hysteresis { get; set; } = 0.1f;

        /// <summary>Gets the model.</summary>
        public Model Model
        {
            get { return _model; }
        }

        /// <summary>Gets the scheduler, with the times of the last inference.</summary>
        public PatchScheduler Scheduler
        {
            get { return _scheduler; }
        }

        /// <summary>Looks at one frame.</summary>
        /// <exception cref="CameraException">The camera did not deliver; try the next frame.</exception>
        /// <exception cref="InferenceException">The engine refused a call.</exception>
        public WakeWordResult Detect()
        {
            int found;
            float score;
            lock (_model.Gate)
            {
                _scheduler.Run(_input);
                found = _wanted != MostProbable ? _wanted : FindMostProbable();
                score = _model.GetScore(found) / One;
            }

            bool isPresent = score >= (_present == found ? Threshold - Hysteresis : Threshold);
            int present = isPresent ? found : MostProbable;
            bool hasChanged = present != _present;
            _present = present;
            WakeWordResult result = new WakeWordResult(found, _labels[found], score, isPresent, hasChanged);
            if (hasChanged)
            {
                PresenceChanged?.Invoke(this, result);
            }

            return result;
        }

        /// <summary>Looks at frame after frame, for ever.</summary>
        /// <exception cref="CameraException">The camera did not deliver.</exception>
        /// <exception cref="InferenceException">The engine refused a call.</exception>
        public void Run()
        {
            while (true)
            {
                Detect();
            }
        }

        private static string[] ReadLabels(Model model)
        {
            string[] labels = new string[model.GetOutput(0).Length];
            for (int index = 0; index < labels.Length; index++)
            {
                labels[index] = index < model.LabelCount ? model.GetLabel(index) : "class " + index;
            }

            return labels;
        }

        private int FindLabel(string label)
        {
            int found = Array.IndexOf(_labels, label);
            if (found < 0)
            {
                throw new ArgumentException("model " + _model.Id + " has no class " + label);
            }

            return found;
        }

        /// <summary>The class of the greatest output; the first of equal ones.</summary>
        private int FindMostProbable()
        {
            byte[] output = _model.ReadOutput(0);
            int best = 0;
            for (int index = 1; index < output.Length; index++)
            {
                if ((sbyte)output[index] > (sbyte)output[best])
                {
                    best = index;
                }
            }

            return best;
        }
    }
}
