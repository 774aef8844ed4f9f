namespace MCUNetV2.Compiler.Format;

/// <summary>Whose kernels a package's constants are laid out for; the numbers are those of <c>mcunet_layout</c>.</summary>
public enum Target
{
    /// <summary>The portable C kernels: host, Xtensa.</summary>
    Portable = 0,

    /// <summary>Armv7E-M with the DSP extension: Cortex-M4, M7, M33.</summary>
    Armv7em = 1,

    /// <summary>RV32IM: ESP32-C3 and its like.</summary>
    Rv32 = 2,

    /// <summary>The vector instructions of the ESP32-S3.</summary>
    Esp32s3 = 3,
}
