// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Camera;

namespace MCUNetV2.Host.Camera.ArduCam;

/// <summary>The registers of an OV2640 on its SCCB bus: two banks, identity, reset, and what format and size it has been set to.</summary>
public sealed class SimulatedOv2640 : IRegisterBus
{
    private const byte BankSelect = 0xFF;
    private const byte Control7 = 0x12;

    private readonly byte[][] _banks = [new byte[256], new byte[256]];
    private int _bank;

    /// <summary>Creates a sensor that has just been powered.</summary>
    public SimulatedOv2640() => Reset();

    /// <summary>What is wrong with it.</summary>
    public CameraFault Fault { get; set; }

    /// <summary>How often it has been reset.</summary>
    public int Resets { get; private set; }

    /// <summary>Pixels of a row that it sends.</summary>
    public int Width => (Dsp(0x5A) | ((Dsp(0x5C) & 0x03) << 8)) * 4;

    /// <summary>Rows that it sends.</summary>
    public int Height => (Dsp(0x5B) | ((Dsp(0x5C) & 0x04) << 6)) * 4;

    /// <summary>What it sends; null when it is set to none of the formats of this library.</summary>
    public PixelFormat? Format => (Dsp(0xDA), Dsp(0xD7), Dsp(0xE1)) switch
    {
        (0x08, 0x03, 0x77) => PixelFormat.Rgb565BigEndian,
        (0x09, 0x03, 0x77) => PixelFormat.Rgb565LittleEndian,
        (0x00, 0x01, 0x67) => PixelFormat.Yuv422,
        _ => null,
    };

    /// <inheritdoc/>
    public bool Write(byte register, byte value)
    {
        if (Fault == CameraFault.SensorSilent)
        {
            return false;
        }

        if (register == BankSelect)
        {
            _bank = value & 1;
        }
        else if (_bank == 1 && register == Control7 && (value & 0x80) != 0)
        {
            Reset();
        }
        else
        {
            _banks[_bank][register] = value;
        }

        return true;
    }

    /// <inheritdoc/>
    public int Read(byte register)
    {
        if (Fault == CameraFault.SensorSilent)
        {
            return -1;
        }

        return (_bank, register) switch
        {
            (_, BankSelect) => _bank,
            (1, 0x0A) => Fault == CameraFault.OtherSensor ? 0x56 : 0x26,
            (1, 0x0B) => Fault == CameraFault.OtherSensor ? 0x42 : 0x41,
            (1, 0x1C) => 0x7F,
            (1, 0x1D) => 0xA2,
            _ => _banks[_bank][register],
        };
    }

    private int Dsp(byte register) => _banks[0][register];

    private void Reset()
    {
        Array.Clear(_banks[0]);
        Array.Clear(_banks[1]);
        Resets++;
    }
}
