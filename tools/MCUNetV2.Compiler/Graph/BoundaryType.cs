// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Graph;

/// <summary>Element type of a source model's input or output; the body between them is always int8.</summary>
public enum BoundaryType
{
    /// <summary>The device's values.</summary>
    Int8,

    /// <summary>The device's values + 128.</summary>
    UInt8,

    /// <summary>scale x (the device's value - zero point).</summary>
    Float32,
}
