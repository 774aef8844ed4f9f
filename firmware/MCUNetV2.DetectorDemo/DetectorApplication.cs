// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Detection;
using MCUNetV2.Inference;

namespace MCUNetV2.DetectorDemo
{
    /// <summary>Camera to boxes, with a line of telemetry for each frame and each box.</summary>
    public class DetectorApplication : CameraApplication
    {
        private ObjectDetector _detector;

        /// <summary>Creates the application for a board.</summary>
        public DetectorApplication(IBoard board)
            : base(board)
        {
        }

        /// <inheritdoc/>
        protected override PatchScheduler Scheduler
        {
            get { return _detector.Scheduler; }
        }

        /// <inheritdoc/>
        protected override void Prepare(Model model)
        {
            _detector = new ObjectDetector(model, Camera);
        }

        /// <inheritdoc/>
        protected override bool Look()
        {
            DetectedObject[] objects = _detector.Detect();
            Telemetry.Send(Telemetry.Inference(_detector.Scheduler).Add("objects", objects.Length));
            foreach (DetectedObject found in objects)
            {
                Telemetry.Object(found);
            }

            return objects.Length > 0;
        }
    }
}
