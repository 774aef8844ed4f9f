// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Detection;
using MCUNetV2.Inference;
using MCUNetV2.VisualWakeWords;

namespace MCUNetV2.WakeThenDetectDemo
{
    /// <summary>
    /// Two models over one arena. The wake word model, the first one linked into the firmware, looks at every frame; while it sees what it
    /// watches for, the detector looks at a frame of its own, whose outcome lights the lamp: boxes, or a second opinion where it is a classifier.
    /// The detector is the model in the board's flash region, or one linked under a name.
    /// </summary>
    public class WakeThenDetectApplication : CameraApplication
    {
        private readonly string _detectorName;
        private readonly string _label;
        private WakeWordDetector _wakeWord;
        private Model _detector;
        private ObjectDetector _objects;
        private WakeWordDetector _secondOpinion;

        /// <summary>Creates the application for a board.</summary>
        /// <param name="board">Board.</param>
        /// <param name="detector">Name of the linked model that is woken, where the board's model region is empty.</param>
        /// <param name="label">Class that wakes it; null: the model's own choice, see <see cref="WakeWordDetector"/>.</param>
        public WakeThenDetectApplication(IBoard board, string detector, string label = null)
            : base(board)
        {
            _detectorName = detector;
            _label = label;
        }

        /// <inheritdoc/>
        protected override Model Open()
        {
            return Model.Open(null);
        }

        /// <inheritdoc/>
        protected override void Prepare(Model model)
        {
            _wakeWord = new WakeWordDetector(model, Camera, _label);
            _detector = ModelRegion.Open(Board, Telemetry, _detectorName);
            _detector.IsTimed = true;
            _objects = _detector.FindsObjects ? new ObjectDetector(_detector, Camera) : null;
            _secondOpinion = _objects == null ? new WakeWordDetector(_detector, Camera) : null;
        }

        /// <inheritdoc/>
        protected override bool Look()
        {
            return Wake(_wakeWord) && (_objects != null ? Detect() : Wake(_secondOpinion));
        }

        /// <inheritdoc/>
        protected override void Release()
        {
            if (_detector != null)
            {
                _detector.Dispose();
                _detector = null;
            }
        }

        private bool Wake(WakeWordDetector detector)
        {
            WakeWordResult result = detector.Detect();
            Telemetry.Send(Telemetry.Inference(detector.Scheduler)
                .Add("model", detector.Model.Id)
                .Add("label", result.Label)
                .Add("score", result.Score)
                .Add("present", result.IsPresent));
            return result.IsPresent;
        }

        private bool Detect()
        {
            DetectedObject[] objects = _objects.Detect();
            Telemetry.Send(Telemetry.Inference(_objects.Scheduler).Add("model", _detector.Id).Add("objects", objects.Length));
            foreach (DetectedObject found in objects)
            {
                Telemetry.Object(found);
            }

            return objects.Length > 0;
        }
    }
}
