// SPDX-License-Identifier: MIT
using System;
using System.IO.Ports;
using MCUNetV2.Camera.Serial;
using MCUNetV2.Diagnostics;

namespace MCUNetV2.Hardware
{
    /// <summary>A UART of the board: telemetry out, commands in, and pictures when a PC feeds them.</summary>
    public class UartLink : ITelemetryPort, ISerialLink, ICommandPort
    {
        private const int BufferBytes = 4096;

        private readonly SerialPort _port;
        private readonly CommandBuffer _command = new CommandBuffer();

        /// <summary>Opens the port.</summary>
        /// <param name="name">Its name, COM2 for the second UART.</param>
        /// <param name="baudRate">Bits a second.</param>
        public UartLink(string name, int baudRate = 115200)
        {
            _port = new SerialPort(name, baudRate);
            _port.ReadBufferSize = BufferBytes;
            _port.ReadTimeout = 2000;
            _port.NewLine = "\n";
            _port.Open();
        }

        /// <inheritdoc cref="ITelemetryPort.WriteLine"/>
        public void WriteLine(string line)
        {
            _port.WriteLine(line);
        }

        /// <inheritdoc/>
        public string ReadCommand()
        {
            while (_port.BytesToRead > 0)
            {
                string command = _command.Add(_port.ReadByte());
                if (command != null)
                {
                    return command;
                }
            }

            return null;
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                return _port.Read(buffer, offset, count);
            }
            catch (TimeoutException)
            {
                return 0;
            }
        }
    }
}
