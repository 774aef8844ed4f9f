// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Inspection;

/// <summary>One operator of a source model, as a report prints it.</summary>
/// <param name="Index">Position in the source model.</param>
/// <param name="Name">TFLite's name.</param>
/// <param name="Detail">Kernel, stride and the like; may be empty.</param>
/// <param name="OutputShape">As declared.</param>
/// <param name="Macs">Multiply-accumulates of convolutions and fully connected layers, taps on padding included; 0 of others.</param>
/// <param name="WeightBytes">Weights, biases and constant operands in the source model.</param>
/// <param name="MemoryBytes">Activations that exist while it runs: inputs, output and what is held for later; 0 when it does not run.</param>
/// <param name="RunsAs">Numbers of the device's operators that do its work, as plan and bench count them; none when it was folded or leads to no output.</param>
public sealed record OperatorRow(
    int Index, string Name, string Detail, ImmutableArray<int> OutputShape, long Macs, long WeightBytes, long MemoryBytes, ImmutableArray<int> RunsAs)
{
    /// <summary>False when it was folded into another operator or leads to no output.</summary>
    public bool Runs => !RunsAs.IsEmpty;
}
