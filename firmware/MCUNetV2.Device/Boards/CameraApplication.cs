using System;
using System.Device.Gpio;
using MCUNetV2.Camera;
using MCUNetV2.Diagnostics;
using MCUNetV2.Inference;

namespace MCUNetV2.Boards
{
    /// <summary>
    /// An application that looks at frame after frame with one model and lights a lamp for what it sees. What fails (the camera, the
    /// model's package, the arena) is reported by telemetry and tried again with the next frame.
    /// </summary>
    public abstract class CameraApplication
    {
        private const int FramesPerMemoryReport = 32;

        private Model _model;
        private int _frame;

        /// <summary>Creates the application for a board.</summary>
        protected CameraApplication(IBoard board)
        {
            Board = board;
            Telemetry = new Telemetry(board.Telemetry, board.Memory);
            SetLed(false);
        }

        /// <summary>Gets the board.</summary>
        protected IBoard Board { get; }

        /// <summary>Gets the telemetry.</summary>
        protected Telemetry Telemetry { get; }

        /// <summary>Looks at frames for as long as the board has any: for ever.</summary>
        public void Run()
        {
            while (Board.WaitForNextFrame())
            {
                try
                {
                    Step();
                }
                catch (CameraException exception)
                {
                    Telemetry.Error(exception.Message);
                }
                catch (InferenceException exception)
                {
                    Telemetry.Error(exception.Message);
                }
                catch (ArgumentException exception)
                {
                    Telemetry.Error(exception.Message);
                }
            }
        }

        /// <summary>Prepares for a model that has been opened.</summary>
        /// <exception cref="ArgumentException">The model is of another kind.</exception>
        protected abstract void Prepare(Model model);

        /// <summary>Looks at one frame and reports it.</summary>
        /// <returns>Whether the lamp is to be lit.</returns>
        protected abstract bool Look();

        private void Step()
        {
            if (_model == null)
            {
                Model model = Model.Open(null);
                Prepare(model);
                Telemetry.Start(model);
                _model = model;
            }

            SetLed(Look());
            if (_frame % FramesPerMemoryReport == 0)
            {
                Telemetry.Memory();
            }

            _frame++;
        }

        private void SetLed(bool isOn)
        {
            Board.Led.Write(isOn == (Board.LedOn == PinValue.High) ? PinValue.High : PinValue.Low);
        }
    }
}
