// SPDX-License-Identifier: MIT
using System;
using System.Device.Gpio;
using MCUNetV2.Camera;
using MCUNetV2.Diagnostics;
using MCUNetV2.Inference;

namespace MCUNetV2.Boards
{
    /// <summary>
    /// An application that looks at frame after frame and lights a lamp for what it sees. Whatever fails (the camera, a model's package, the
    /// arena, memory) is reported by telemetry; the camera starts anew with the next frame, and so does, unless it was the camera's failure,
    /// the model.
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
            Telemetry = new Telemetry(board.Telemetry, board.Memory, board.Name);
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
                    Report(exception);
                }
                catch (Exception exception)
                {
                    Close();
                    Report(exception);
                }
            }
        }

        /// <summary>Opens the model: the one in the board's flash region, or the first one linked into the firmware.</summary>
        /// <exception cref="InferenceException">There is none, or it is damaged, or the arena is too small.</exception>
        protected virtual Model Open()
        {
            return ModelRegion.Open(Board, Telemetry);
        }

        /// <summary>Prepares for a model that has been opened.</summary>
        /// <exception cref="ArgumentException">The model is of another kind.</exception>
        protected abstract void Prepare(Model model);

        /// <summary>Looks at one frame and reports it.</summary>
        /// <returns>Whether the lamp is to be lit.</returns>
        protected abstract bool Look();

        /// <summary>Closes what <see cref="Prepare"/> opened besides; the model itself is closed afterwards.</summary>
        protected virtual void Release()
        {
        }

        private void Step()
        {
            if (_model == null)
            {
                _model = Open();
                Prepare(_model);
                Telemetry.Start(_model);
            }

            SetLed(Look());
            if (_frame % FramesPerMemoryReport == 0)
            {
                Telemetry.Memory();
            }

            _frame++;
        }

        private void Close()
        {
            Model model = _model;
            _model = null;
            Release();
            if (model != null)
            {
                model.Dispose();
            }
        }

        /// <summary>Where there is no memory left for a report, the next frame may have some again.</summary>
        private void Report(Exception exception)
        {
            try
            {
                Telemetry.Error(exception.Message != null ? exception.Message : exception.GetType().FullName);
            }
            catch (Exception)
            {
                SetLed(false);
            }
        }

        private void SetLed(bool isOn)
        {
            Board.Led.Write(isOn == (Board.LedOn == PinValue.High) ? PinValue.High : PinValue.Low);
        }
    }
}
