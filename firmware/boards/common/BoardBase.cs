// SPDX-License-Identifier: MIT
#nullable disable // also compiled by tests, where it is on
using System.Device.Gpio;
using System.Threading;
using MCUNetV2.Camera;
using MCUNetV2.Diagnostics;
using MCUNetV2.Learning;

namespace MCUNetV2.Boards
{
    /// <summary>What the boards have in common: a camera, a light on a pin, telemetry, and a pause between frames.</summary>
    public class BoardBase : IBoard, ILearningBoard
    {
        private readonly int _pauseMilliseconds;

        /// <summary>Creates a board.</summary>
        /// <param name="camera">Camera.</param>
        /// <param name="led">Pin of the light; set to output here.</param>
        /// <param name="ledOn">Level at which the light is on.</param>
        /// <param name="telemetry">Port for telemetry.</param>
        /// <param name="memory">The board's memory.</param>
        /// <param name="pauseMilliseconds">Pause before each frame.</param>
        public BoardBase(IFrameSource camera, GpioPin led, PinValue ledOn, ITelemetryPort telemetry, IMemoryProbe memory, int pauseMilliseconds)
        {
            Camera = camera;
            Led = led;
            Led.SetPinMode(PinMode.Output);
            LedOn = ledOn;
            Telemetry = telemetry;
            Memory = memory;
            _pauseMilliseconds = pauseMilliseconds;
        }

        /// <inheritdoc/>
        public IFrameSource Camera { get; }

        /// <inheritdoc/>
        public GpioPin Led { get; }

        /// <inheritdoc/>
        public PinValue LedOn { get; }

        /// <inheritdoc/>
        public ITelemetryPort Telemetry { get; }

        /// <inheritdoc/>
        public IMemoryProbe Memory { get; }

        /// <summary>Gets or sets the pin of a button that pulls it low while it is held; null for none.</summary>
        public GpioPin Button { get; set; }

        /// <inheritdoc/>
        public bool IsButtonPressed
        {
            get { return Button != null && Button.Read() == PinValue.Low; }
        }

        /// <inheritdoc/>
        public ILearningStore Store { get; set; }

        /// <inheritdoc/>
        public string Name
        {
            get { return Board.Name; }
        }

        /// <inheritdoc/>
        public int ModelAddress
        {
            get { return Board.ModelAddress; }
        }

        /// <inheritdoc/>
        public int ModelBytes
        {
            get { return Board.ModelBytes; }
        }

        /// <inheritdoc/>
        public bool WaitForNextFrame()
        {
            Pause(_pauseMilliseconds);
            return true;
        }

        /// <summary>Lets time pass; other threads run meanwhile.</summary>
        protected virtual void Pause(int milliseconds)
        {
            Thread.Sleep(milliseconds);
        }
    }
}
