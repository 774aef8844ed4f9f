// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Inference;
using MCUNetV2.VisualWakeWords;

namespace MCUNetV2.WakeWordDemo
{
    /// <summary>Camera to wake word to light, with a line of telemetry for each frame.</summary>
    public class WakeWordApplication : CameraApplication
    {
        private readonly string _label;
        private WakeWordDetector _detector;

        /// <summary>Creates the application for a board.</summary>
        /// <param name="board">Board.</param>
        /// <param name="label">Class to light the lamp for; null: the model's own choice, see <see cref="WakeWordDetector"/>.</param>
        public WakeWordApplication(IBoard board, string label = null)
            : base(board)
        {
            _label = label;
        }

        /// <inheritdoc/>
        protected override void Prepare(Model model)
        {
            _detector = new WakeWordDetector(model, Board.Camera, _label);
        }

        /// <inheritdoc/>
        protected override bool Look()
        {
            WakeWordResult result = _detector.Detect();
            Telemetry.Send(Telemetry.Inference(_detector.Scheduler)
                .Add("label", result.Label)
                .Add("score", result.Score)
                .Add("present", result.IsPresent));
            return result.IsPresent;
        }
    }
}
