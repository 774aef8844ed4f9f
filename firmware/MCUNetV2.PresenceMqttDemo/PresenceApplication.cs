// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Diagnostics;
using MCUNetV2.Inference;
using MCUNetV2.VisualWakeWords;

namespace MCUNetV2.PresenceMqttDemo
{
    /// <summary>
    /// Publishes when what the model was trained for comes into view or leaves it. Where the network is gone the application goes on looking, and tells
    /// the newest state when the network is back: states in between are nobody's news any more.
    /// </summary>
    public class PresenceApplication : CameraApplication
    {
        /// <summary>Frames that pass between two attempts to reach the network, each of which may stop the camera for seconds.</summary>
        public const int FramesBetweenAttempts = 32;

        private readonly IPublisher _publisher;
        private readonly string _topic;
        private WakeWordDetector _detector;
        private string _news;
        private int _wait;

        /// <summary>Creates the application for a board.</summary>
        /// <param name="board">Board.</param>
        /// <param name="publisher">Where news goes.</param>
        /// <param name="topic">Under which name.</param>
        public PresenceApplication(IBoard board, IPublisher publisher, string topic)
            : base(board)
        {
            _publisher = publisher;
            _topic = topic;
        }

        /// <inheritdoc/>
        protected override PatchScheduler Scheduler
        {
            get { return _detector == null ? null : _detector.Scheduler; }
        }

        /// <inheritdoc/>
        protected override void Prepare(Model model)
        {
            _detector = new WakeWordDetector(model, Camera);
        }

        /// <inheritdoc/>
        protected override bool Look()
        {
            WakeWordResult result = _detector.Detect();
            Telemetry.Send(Report(Telemetry.Inference(_detector.Scheduler), result));
            if (result.HasChanged)
            {
                _news = Report(new JsonLine("presence"), result).ToString();
                _wait = 0;
            }

            if (_news != null)
            {
                Tell();
            }

            return result.IsPresent;
        }

        private static JsonLine Report(JsonLine line, WakeWordResult result)
        {
            return line.Add("label", result.Label).Add("score", result.Score).Add("present", result.IsPresent);
        }

        private void Tell()
        {
            if (_wait > 0)
            {
                _wait--;
            }
            else if (_publisher.Publish(_topic, _news))
            {
                _news = null;
            }
            else
            {
                _wait = FramesBetweenAttempts;
                Telemetry.Warn("no network: the news is told later");
            }
        }
    }
}
