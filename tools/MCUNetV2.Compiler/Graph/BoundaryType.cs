// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Graph;

/// <summary>Element type of a source model's input or output; the body between them is always int8, but for the numbers at its end.</summary>
public enum BoundaryType
{
    /// <summary>The device's values.</summary>
    Int8,

    /// <summary>The device's values + 128.</summary>
    UInt8,

    /// <summary>scale x (the device's value - zero point).</summary>
    Float32,

    /// <summary>A number (of ARG_MAX): the device has its four bytes, lowest first, as channels.</summary>
    Int32,

    /// <summary>The same number in a model that declares int64: the device has its four lower bytes.</summary>
    Int64,
}
