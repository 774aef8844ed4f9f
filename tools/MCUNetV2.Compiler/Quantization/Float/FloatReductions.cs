// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>What becomes of many values.</summary>
public enum ReductionKind
{
    Mean, Sum, Maximum, Minimum,
}

/// <summary>A reduction over whole dimensions; the output's shape says whether they stay, of size 1.</summary>
/// <param name="Axes">The dimensions, ascending.</param>
public sealed record FloatReduction(ReductionKind Function, ImmutableArray<int> Inputs, int Output, ImmutableArray<int> Axes)
    : FloatOperator(Inputs, Output)
{
    public override string Kind => Function switch
    {
        ReductionKind.Mean => "MEAN",
        ReductionKind.Sum => "SUM",
        ReductionKind.Maximum => "REDUCE_MAX",
        _ => "REDUCE_MIN",
    };
}

/// <summary>Maximum, or mean over the real pixels, of each window.</summary>
public sealed record FloatPool(ImmutableArray<int> Inputs, int Output, FloatWindow Window, bool Maximum) : FloatOperator(Inputs, Output)
{
    public override string Kind => Maximum ? "MAX_POOL_2D" : "AVERAGE_POOL_2D";
}
