// SPDX-License-Identifier: MIT
namespace MCUNetV2.Host.Inference;

/// <summary>A patch that was run, and the input that was filled for it (null when none).</summary>
public sealed record PatchRecord(int Stage, int Row, int Column, InputRegion? Input);
