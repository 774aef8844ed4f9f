// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Format;

/// <summary>What a package can describe and the importer takes.</summary>
internal static class Limits
{
    /// <summary>Rows or columns of a tensor, of a kernel, and from the first tap of a dilated kernel to the last.</summary>
    public const int Dimension = FormatNumbers.MaxDimension;

    /// <summary>Channels of a tensor.</summary>
    public const int Channels = FormatNumbers.MaxChannels;

    /// <summary>Bytes of a tensor.</summary>
    public const int TensorBytes = FormatNumbers.MaxTensorBytes;

    /// <summary>Inputs of one operator.</summary>
    public const int Inputs = FormatNumbers.MaxInputs;

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
