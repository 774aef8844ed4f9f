// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Backends;

/// <summary>How the kernels of one backend read an operator's constants; models/FORMAT.md. This one is the portable kernels' own.</summary>
/// <param name="target">The layout's number in the package.</param>
internal class ConstantsLayout(Target target)
{
    public Target Target => target;

    /// <summary>Whether the layout can express an operator's constants; where it cannot, the portable kernel computes it.</summary>
    public virtual bool Holds(Operator op) => true;

    /// <summary>The bytes; empty for an operator without constants.</summary>
    /// <param name="op">An operator that <see cref="Holds"/>.</param>
    /// <param name="outputZeroPoint">Of its output.</param>
    public virtual byte[] Write(Operator op, int outputZeroPoint) => op.Constants?.ToBytes() ?? [];
}
