// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Backends;

/// <summary>How the kernels of one backend read an operator's constants; models/FORMAT.md. This one is the portable kernels' own.</summary>
/// <param name="target">The layout's number in the package.</param>
internal class ConstantsLayout(Target target)
{
    public Target Target => target;

    /// <summary>Whether the layout can express an operator's constants; where it cannot, the portable kernel computes it.</summary>
    /// <param name="tensors">Of the operator's graph.</param>
    public virtual bool Holds(Operator op, ImmutableArray<Tensor> tensors) => true;

    /// <summary>The bytes; empty for an operator without constants.</summary>
    /// <param name="op">An operator that <see cref="Holds"/>.</param>
    /// <param name="tensors">Of its graph.</param>
    public virtual byte[] Write(Operator op, ImmutableArray<Tensor> tensors) => op.Constants?.ToBytes() ?? [];
}
