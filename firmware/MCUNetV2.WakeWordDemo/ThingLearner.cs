// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Camera;
using MCUNetV2.Diagnostics;
using MCUNetV2.Inference;
using MCUNetV2.Learning;

namespace MCUNetV2.WakeWordDemo
{
    /// <summary>
    /// Hold the button, show the thing, done. At first what the camera sees is taken for the background; each time the button is held, the frames are
    /// one more thing; and when it is released, the lamp is lit while a thing is in view. The model gives features, see <see cref="FrameLearner"/>.
    /// </summary>
    public class ThingLearner
    {
        /// <summary>Things that can be learnt beside the background.</summary>
        public const int Things = 3;

        /// <summary>Frames of the background that are learnt at the start.</summary>
        public const int BackgroundFrames = 8;

        private const int Background = 0;

        private readonly ILearningBoard _board;
        private readonly Telemetry _telemetry;
        private readonly FrameLearner _learner;
        private int _thing;
        private bool _isLearning;

        /// <summary>Goes on with what the board's store holds of this model.</summary>
        /// <param name="model">A model that gives features.</param>
        /// <param name="camera">Camera.</param>
        /// <param name="board">Button and storage.</param>
        /// <param name="telemetry">Told of every frame.</param>
        public ThingLearner(Model model, IFrameSource camera, ILearningBoard board, Telemetry telemetry)
        {
            _board = board;
            _telemetry = telemetry;
            _learner = new FrameLearner(model, camera, 1 + Things);
            if (board.Store != null && _learner.Restore(board.Store))
            {
                while (_thing < Things && _learner.Learned.ExamplesOf(_thing + 1) > 0)
                {
                    _thing++;
                }
            }

            _telemetry.Send(new JsonLine("learning")
                .Add("things", _thing)
                .Add("memoryBytes", _learner.Learned.MemoryBytes)
                .Add("savedBytes", _learner.Learned.SavedBytes));
        }

        /// <summary>Looks at one frame: learns from it while the button is held, and otherwise says what it shows.</summary>
        /// <returns>Whether a thing is in view.</returns>
        public bool Look()
        {
            bool isPressed = _board.IsButtonPressed;
            if (isPressed && !_isLearning)
            {
                Begin();
            }

            bool wasLearning = _isLearning;
            _isLearning = isPressed;
            if (isPressed)
            {
                return Learn(_thing);
            }

            if (wasLearning)
            {
                Keep();
            }

            return _learner.Learned.ExamplesOf(Background) < BackgroundFrames ? Learn(Background) : Recognize();
        }

        /// <summary>A new thing; when there is no room for one more, the last one is learnt anew.</summary>
        private void Begin()
        {
            if (_thing < Things)
            {
                _thing++;
            }

            _learner.Learned.Forget(_thing);
        }

        private void Keep()
        {
            if (_board.Store != null)
            {
                _learner.Save(_board.Store);
            }
        }

        private bool Learn(int label)
        {
            _learner.Learn(label);
            _telemetry.Send(_telemetry.Inference(_learner.Scheduler)
                .Add("learning", label)
                .Add("examples", _learner.Learned.ExamplesOf(label)));
            return false;
        }

        private bool Recognize()
        {
            int found = _learner.Recognize();
            _telemetry.Send(_telemetry.Inference(_learner.Scheduler)
                .Add("thing", found)
                .Add("margin", _learner.Learned.Margin / 65536f)
                .Add("present", found > Background));
            return found > Background;
        }
    }
}
