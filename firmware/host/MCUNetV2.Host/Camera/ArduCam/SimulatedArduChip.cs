// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;

namespace MCUNetV2.Host.Camera.ArduCam;

/// <summary>
/// The ArduChip on its SPI bus, byte by byte: registers, the capture that takes its time, and the FIFO that a burst reads after one dummy byte.
/// </summary>
/// <param name="clock">Time.</param>
/// <param name="capture">The bytes that the sensor sends for a frame; null when it sends none.</param>
public sealed class SimulatedArduChip(IClock clock, Func<byte[]?> capture) : ISpiBus
{
    private const int MillisecondsPerFrame = 66;
    private const byte BurstRead = 0x3C;

    private readonly byte[] _registers = new byte[128];
    private byte[] _fifo = [];
    private int _readPosition;
    private long _captureEnd;
    private bool _isCapturing;
    private bool _isDone;
    private bool _isSelected;
    private int _command;
    private int _bytesSinceSelect;

    /// <summary>What is wrong with it.</summary>
    public CameraFault Fault { get; set; }

    /// <summary>Bytes read from the FIFO since it was powered.</summary>
    public int BytesRead { get; private set; }

    /// <inheritdoc/>
    public void Select()
    {
        _isSelected = true;
        _bytesSinceSelect = 0;
    }

    /// <inheritdoc/>
    public void Deselect() => _isSelected = false;

    /// <inheritdoc/>
    public void Transfer(byte[] write, byte[] read, int readOffset, int count)
    {
        for (int index = 0; index < count; index++)
        {
            byte answer = _isSelected ? Exchange(write[index]) : (byte)0;
            read[readOffset + index] = Fault switch
            {
                CameraFault.SpiSilent => 0,
                CameraFault.SpiStuck => 0xFF,
                _ => answer,
            };
        }
    }

    private byte Exchange(byte value)
    {
        int position = _bytesSinceSelect++;
        if (position == 0)
        {
            _command = value;
            return 0;
        }

        if (_command == BurstRead)
        {
            return position == 1 ? (byte)0 : NextOfFifo();
        }

        if (position > 1)
        {
            return 0;
        }

        if ((_command & 0x80) != 0)
        {
            WriteRegister(_command & 0x7F, value);
            return 0;
        }

        return ReadRegister(_command);
    }

    private byte NextOfFifo()
    {
        BytesRead++;
        return _readPosition < _fifo.Length ? _fifo[_readPosition++] : (byte)0;
    }

    private byte ReadRegister(int register)
    {
        Progress();
        int length = _isDone ? _fifo.Length : 0;
        return register switch
        {
            0x40 => 0x73,
            0x41 => (byte)(_isDone ? 0x08 : 0x00),
            0x42 => (byte)length,
            0x43 => (byte)(length >> 8),
            0x44 => (byte)((length >> 16) & 0x07),
            _ => _registers[register],
        };
    }

    private void WriteRegister(int register, byte value)
    {
        Progress();
        _registers[register] = value;
        if (register == 0x07 && (value & 0x80) != 0)
        {
            _isCapturing = false;
            _isDone = false;
            _fifo = [];
        }

        if (register != 0x04)
        {
            return;
        }

        if ((value & 0x01) != 0)
        {
            _isDone = false;
        }

        if ((value & 0x02) != 0)
        {
            _isCapturing = true;
            _captureEnd = clock.Milliseconds + MillisecondsPerFrame;
        }

        if ((value & 0x10) != 0)
        {
            _readPosition = 0;
        }
    }

    /// <summary>A capture that has had its time is done, unless the sensor sends nothing.</summary>
    private void Progress()
    {
        if (!_isCapturing || Fault == CameraFault.NoFrame || clock.Milliseconds < _captureEnd || capture() is not { } frame)
        {
            return;
        }

        _fifo = Fault == CameraFault.ShortFrame ? frame[..(frame.Length / 2)] : frame;
        _readPosition = 0;
        _isCapturing = false;
        _isDone = true;
    }
}
