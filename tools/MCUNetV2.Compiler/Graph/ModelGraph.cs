// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Graph;

/// <summary>
/// A quantised network ready to be scheduled: operators in execution order (the first is the input), everything free folded.
/// Immutable; passes return new graphs.
/// </summary>
public sealed record ModelGraph(
    string Name, ImmutableArray<Tensor> Tensors, ImmutableArray<Operator> Operators, ImmutableArray<int> Outputs)
{
    /// <summary>Tensor number of the model's input.</summary>
    public int Input => Operators[0].Output;

    /// <summary>The same network with all channels of the source model, where some were removed; null where none was.</summary>
    public ModelGraph? Whole { get; init; }

    /// <summary>What the outputs mean; null when the source does not say and nobody told.</summary>
    public Head? Head { get; init; }

    /// <summary>The source model's boundary, for hosts that feed and read real values.</summary>
    public Boundary Boundary { get; init; } = new(ImmutableArray<int>.Empty, ImmutableArray<ImmutableArray<int>>.Empty);
}
