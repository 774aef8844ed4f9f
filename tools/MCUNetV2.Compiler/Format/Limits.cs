namespace MCUNetV2.Compiler.Format;

/// <summary>What a package can describe; the numbers are those of <c>mcunet/format.h</c>.</summary>
internal static class Limits
{
    /// <summary>Rows or columns of a tensor.</summary>
    public const int Dimension = 8192;

    /// <summary>Channels of a tensor.</summary>
    public const int Channels = 32767;

    /// <summary>Bytes of a tensor.</summary>
    public const int TensorBytes = 0x4000000;

    /// <summary>Inputs of one operator.</summary>
    public const int Inputs = 16;

    /// <summary>Rows or columns of a kernel.</summary>
    public const int Kernel = 8192;

    /// <summary>Rows or columns from the first tap of a dilated kernel to the last; keeps padding within 16 bits.</summary>
    public const int Extent = 16384;

    /// <summary>int8 values whose sum always fits in 32 bits.</summary>
    public const int Summands = 1 << 23;

    /// <summary>Bytes of a small constant that is repeated to the size of the other operand.</summary>
    public const int RepeatedBytes = 4 << 20;

    /// <summary>Stride and dilation.</summary>
    public const int Step = 255;

    /// <summary>Operators of the source model: far above any network's, below what would exhaust memory.</summary>
    public const int Operators = 4096;

    /// <summary>Bytes of all constants, each counted as often as it is used.</summary>
    public const long ConstantBytes = 256L << 20;
}
