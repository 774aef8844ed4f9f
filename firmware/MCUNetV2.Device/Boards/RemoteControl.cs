// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Camera.Serial;
using MCUNetV2.Diagnostics;

namespace MCUNetV2.Boards
{
    /// <summary>
    /// What a PC may ask of an application over the telemetry's line: the frame that is judged next, the time of each operator, and to look at the PC's
    /// pictures instead of the camera's. A board whose port takes no commands is asked for nothing.
    /// </summary>
    public class RemoteControl
    {
        /// <summary>Send the next frame.</summary>
        public const string Send = "send";

        /// <summary>Time the operators of the next frame.</summary>
        public const string Profile = "profile";

        /// <summary>Look at the PC's pictures, in the size and format of the camera's, and send the outputs of each.</summary>
        public const string Pictures = "pictures";

        /// <summary>Look at the camera's again.</summary>
        public const string Camera = "camera";

        private readonly ICommandPort _port;
        private readonly Telemetry _telemetry;
        private readonly FrameSender _camera;
        private readonly SerialFrameSource _pictures;

        /// <summary>Listens to a board's port.</summary>
        /// <param name="board">Board; one whose port is an <see cref="ICommandPort"/>, and for pictures an <see cref="ISerialLink"/>.</param>
        /// <param name="telemetry">Told of commands that are none.</param>
        public RemoteControl(IBoard board, Telemetry telemetry)
        {
            _telemetry = telemetry;
            _port = board.Telemetry as ICommandPort;
            _camera = new FrameSender(board.Camera, board.Telemetry);
            ISerialLink link = board.Telemetry as ISerialLink;
            _pictures = _port == null || link == null ? null : new SerialFrameSource(link, board.Camera.Width, board.Camera.Height, board.Camera.Format);
        }

        /// <summary>Gets where frames come from.</summary>
        public IFrameSource Source
        {
            get { return IsShown ? (IFrameSource)_pictures : _camera; }
        }

        /// <summary>Gets a value indicating whether they are the PC's pictures.</summary>
        public bool IsShown { get; private set; }

        /// <summary>Gets or sets a value indicating whether the operators of the next frame are to be timed.</summary>
        public bool WantsProfile { get; set; }

        /// <summary>Obeys what has arrived. Never waits.</summary>
        /// <returns>Whether <see cref="Source"/> is another one now.</returns>
        public bool Poll()
        {
            bool wasShown = IsShown;
            string command = _port == null ? null : _port.ReadCommand();
            while (command != null)
            {
                Obey(command);
                command = _port.ReadCommand();
            }

            return IsShown != wasShown;
        }

        /// <summary>The source failed. A PC that shows pictures no more is waited for no longer.</summary>
        /// <returns>Whether <see cref="Source"/> is another one now.</returns>
        public bool GiveUp()
        {
            bool wasShown = IsShown;
            IsShown = false;
            return wasShown;
        }

        private void Obey(string command)
        {
            switch (command)
            {
                case Send:
                    _camera.SendNext();
                    break;
                case Profile:
                    WantsProfile = true;
                    break;
                case Camera:
                    IsShown = false;
                    break;
                case Pictures when _pictures != null:
                    IsShown = true;
                    break;
                default:
                    _telemetry.Warn("no command " + command + ": there are " + Send + ", " + Profile + ", " + Pictures + ", " + Camera);
                    break;
            }
        }
    }
}
