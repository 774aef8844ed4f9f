// SPDX-License-Identifier: MIT
namespace MCUNetV2.Host.Camera.ArduCam;

/// <summary>What can be wrong with a camera module.</summary>
public enum CameraFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing answers on SPI: every byte reads 0.</summary>
    SpiSilent,

    /// <summary>The SPI line is stuck high: every byte reads 0xFF.</summary>
    SpiStuck,

    /// <summary>The sensor does not acknowledge on I2C.</summary>
    SensorSilent,

    /// <summary>Another sensor answers.</summary>
    OtherSensor,

    /// <summary>No frame ever arrives.</summary>
    NoFrame,

    /// <summary>The frame breaks off in its middle.</summary>
    ShortFrame,
}
