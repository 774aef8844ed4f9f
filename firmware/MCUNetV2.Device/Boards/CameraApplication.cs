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

        private readonly RemoteControl _remote;
        private Model _model;
        private StepProfile _profile;
        private int _frame;

        /// <summary>Creates the application for a board.</summary>
        protected CameraApplication(IBoard board)
        {
            Board = board;
            Telemetry = new Telemetry(board.Telemetry, board.Memory, board.Name);
            _remote = new RemoteControl(board, Telemetry);
            SetLed(false);
        }

        /// <summary>Gets the board.</summary>
        protected IBoard Board { get; }

        /// <summary>Gets where frames come from: the board's camera, or a PC that shows pictures. Valid until <see cref="Prepare"/> is called again.</summary>
        protected IFrameSource Camera
        {
            get { return _remote.Source; }
        }

        /// <summary>Gets the scheduler of the model that <see cref="Prepare"/> was given; null where its operators are not to be timed.</summary>
        protected virtual PatchScheduler Scheduler
        {
            get { return null; }
        }

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
                    if (_remote.GiveUp())
                    {
                        Close();
                    }
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
            if (_remote.Poll())
            {
                Close();
                _frame = 0;
            }

            if (_model == null)
            {
                _model = Open();
                Prepare(_model);
                Telemetry.Start(_model);
            }

            BeginProfile();
            SetLed(Look());
            if (_profile != null)
            {
                EndProfile();
            }

            if (_remote.IsShown)
            {
                Telemetry.Outputs(_model);
            }

            if (_frame % FramesPerMemoryReport == 0)
            {
                Telemetry.Memory();
            }

            _frame++;
        }

        private void BeginProfile()
        {
            if (_remote.WantsProfile && Scheduler != null)
            {
                _profile = new StepProfile(_model);
                Scheduler.Observer = _profile;
            }

            _remote.WantsProfile = false;
        }

        private void EndProfile()
        {
            Scheduler.Observer = null;
            Telemetry.Steps(_profile);
            _profile = null;
        }

        private void Close()
        {
            Model model = _model;
            _profile = null;
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
