// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Graph;

/// <summary>Axes of a tensor on the device, outermost first; the numbers are those of TRANSPOSE's and CONCATENATION's parameters.</summary>
public enum Axis
{
    Row = 0,
    Column = 1,
    Channel = 2,
}
