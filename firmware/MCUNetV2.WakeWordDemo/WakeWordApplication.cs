using MCUNetV2.Boards;
using MCUNetV2.Inference;
using MCUNetV2.VisualWakeWords;

namespace MCUNetV2.WakeWordDemo
{
    /// <summary>Camera to wake word to light, with a line of telemetry for each frame.</summary>
    public class WakeWordApplication : CameraApplication
    {
        private WakeWordDetector _detector;

        /// <summary>Creates the application for a board.</summary>
        public WakeWordApplication(IBoard board)
            : base(board)
        {
        }

        /// <inheritdoc/>
        protected override void Prepare(Model model)
        {
            _detector = new WakeWordDetector(model, Board.Camera);
        }

        /// <inheritdoc/>
        protected override bool Look()
        {
            WakeWordResult result = _detector.Detect();
            Telemetry.Send(Telemetry.Inference(_detector.Scheduler)
                .Add("score", result.Score)
                .Add("present", result.IsPresent));
            return result.IsPresent;
        }
    }
}
