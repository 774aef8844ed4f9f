// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Inference;
using MCUNetV2.VisualWakeWords;

namespace MCUNetV2.WakeWordDemo
{
    /// <summary>
    /// Camera to wake word to light, with a line of telemetry for each frame. Where the model gives features instead of classes, and the board has a
    /// button, what to look for is shown to the camera: see <see cref="ThingLearner"/>.
    /// </summary>
    public class WakeWordApplication : CameraApplication
    {
        private readonly string _label;
        private WakeWordDetector _detector;
        private ThingLearner _learner;

        /// <summary>Creates the application for a board.</summary>
        /// <param name="board">Board.</param>
        /// <param name="label">Class to light the lamp for; null: the model's own choice, see <see cref="WakeWordDetector"/>.</param>
        public WakeWordApplication(IBoard board, string label = null)
            : base(board)
        {
            _label = label;
        }

        /// <inheritdoc/>
        protected override PatchScheduler Scheduler
        {
            get { return _detector == null ? null : _detector.Scheduler; }
        }

        /// <inheritdoc/>
        protected override void Prepare(Model model)
        {
            _learner = GivesFeatures(model) && Board is ILearningBoard board ? new ThingLearner(model, Camera, board, Telemetry) : null;
            _detector = _learner == null ? new WakeWordDetector(model, Camera, _label) : null;
        }

        /// <inheritdoc/>
        protected override bool Look()
        {
            if (_learner != null)
            {
                return _learner.Look();
            }

            WakeWordResult result = _detector.Detect();
            Telemetry.Send(Telemetry.Inference(_detector.Scheduler)
                .Add("label", result.Label)
                .Add("score", result.Score)
                .Add("present", result.IsPresent));
            return result.IsPresent;
        }

        /// <summary>Names no classes, and has more outputs than the two of a model that does not name them.</summary>
        private static bool GivesFeatures(Model model)
        {
            return model.Head == HeadKind.None && model.GetOutput(0).Length > 2;
        }
    }
}
