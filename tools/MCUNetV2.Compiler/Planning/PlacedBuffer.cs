// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Planning;

/// <summary>A stretch of the arena with a purpose and a lifetime.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Stage">The stage whose own it is; -1 for a whole tensor, which may outlive stages.</param>
/// <param name="Index">The tensor of a whole tensor; else the slot, or the operator (scratch), within the stage.</param>
/// <param name="Offset">First byte in the arena.</param>
/// <param name="Bytes">Size.</param>
/// <param name="First">First operator of the graph during which it is in use.</param>
/// <param name="Last">Last one.</param>
public sealed record PlacedBuffer(BufferRole Role, int Stage, int Index, int Offset, int Bytes, int First, int Last);
