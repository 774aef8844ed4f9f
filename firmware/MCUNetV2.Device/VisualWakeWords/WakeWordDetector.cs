using System;
using MCUNetV2.Camera;
using MCUNetV2.Inference;

namespace MCUNetV2.VisualWakeWords
{
    /// <summary>Says whether a camera sees an object, usually a person.</summary>
    public class WakeWordDetector
    {
        private const float One = 65536f;

        private readonly Model _model;
        private readonly IInputSource _input;
        private readonly PatchScheduler _scheduler;
        private readonly int _label;
        private bool _isPresent;

        /// <summary>Watches a camera with a model.</summary>
        /// <param name="model">A classifier.</param>
        /// <param name="camera">Camera.</param>
        /// <param name="label">Class to look for.</param>
        /// <param name="settings">How frames become the model's input; null for the defaults.</param>
        /// <exception cref="ArgumentException">The model does not know the class.</exception>
        public WakeWordDetector(Model model, IFrameSource camera, string label = "person", ImageSettings settings = null)
            : this(model, new CameraInput(model, camera, settings), label)
        {
        }

        /// <summary>Watches any source of input with a model.</summary>
        /// <exception cref="ArgumentException">The model does not know the class.</exception>
        public WakeWordDetector(Model model, IInputSource input, string label = "person")
        {
            _model = model;
            _input = input;
            _scheduler = new PatchScheduler(model);
            _label = FindLabel(model, label);
        }

        /// <summary>Raised when the object comes into view or leaves it.</summary>
        public event WakeWordEventHandler PresenceChanged;

        /// <summary>Gets or sets the score from which the object counts as present, 0 to 1.</summary>
        public float Threshold { get; set; } = 0.5f;

        /// <summary>Gets or sets how far below the threshold the score must fall until the object counts as gone.</summary>
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
            _scheduler.Run(_input);
            float score = InferenceException.Check(_model.Engine.Score(_label)) / One;
            bool wasPresent = _isPresent;
            _isPresent = score >= (wasPresent ? Threshold - Hysteresis : Threshold);
            WakeWordResult result = new WakeWordResult(score, _isPresent, _isPresent != wasPresent);
            if (result.HasChanged)
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

        /// <summary>A model without labels follows the convention of Visual Wake Words: element 0 is "nobody", element 1 a person.</summary>
        private static int FindLabel(Model model, string label)
        {
            if (model.LabelCount == 0 && label == "person" && model.GetOutput(0).Length == 2)
            {
                return 1;
            }

            int found = model.FindLabel(label);
            if (found < 0)
            {
                throw new ArgumentException("model has no class " + label);
            }

            return found;
        }
    }
}
