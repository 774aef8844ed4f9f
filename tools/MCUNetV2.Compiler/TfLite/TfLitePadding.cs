// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.TfLite;

/// <summary>How a window treats the border of its input.</summary>
public enum TfLitePadding
{
    /// <summary>Output size is input size / stride, rounded up; the odd pixel of padding goes to the bottom and right.</summary>
    Same = 0,

    /// <summary>Only windows that lie inside the input.</summary>
    Valid = 1,
}
