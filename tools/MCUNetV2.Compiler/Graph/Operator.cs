// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Graph;

/// <summary>One operator of the body that runs on the device.</summary>
/// <param name="Kind">What it computes.</param>
/// <param name="Inputs">Tensor numbers.</param>
/// <param name="Output">Tensor number; each tensor has one producer.</param>
/// <param name="Source">Index of the source model's operator (of the last one, where several were folded into this).</param>
public sealed record Operator(OperatorKind Kind, ImmutableArray<int> Inputs, int Output, int Source)
{
    public Window Window { get; init; } = Window.Pointwise;

    /// <summary>Clamp of the quantised output (fused activation).</summary>
    public int ActivationMin { get; init; } = sbyte.MinValue;

    /// <inheritdoc cref="ActivationMin"/>
    public int ActivationMax { get; init; } = sbyte.MaxValue;

    /// <summary>Kind-specific: groups, channel multiplier, axis...; see <c>mcunet_operator.parameter</c>.</summary>
    public int Parameter { get; init; }

    public Constants? Constants { get; init; }

    /// <summary>Computes again, for later readers, what an earlier operator computed: the plan counts it as overhead.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Indices of source operators, besides <see cref="Source"/>, whose work this one does (a convolution that took over a RELU).</summary>
    public ImmutableArray<int> Merged { get; init; } = [];
}
