// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Native;

namespace MCUNetV2.Compiler.Backends;

/// <summary>The list of backends, and which of them lays out an operator's constants.</summary>
internal static class ConstantsLayouts
{
    private static readonly ConstantsLayout Portable = new(Target.Portable);

    private static readonly ConstantsLayout[] All =
    [
        Portable,
        new Armv7emLayout(),
        new Rv32Layout(),
        new Esp32s3Layout(),
    ];

    /// <summary>The layout of a number.</summary>
    public static ConstantsLayout Of(Target target) => Array.Find(All, layout => layout.Target == target)
        ?? throw new NotSupportedException($"no backend lays out constants for {target}");

    /// <summary>The target's own layout where it has a kernel that reads it, and can hold these constants; otherwise the portable one.</summary>
    /// <param name="tensors">Of the operator's graph.</param>
    public static ConstantsLayout For(Operator op, ImmutableArray<Tensor> tensors, Target target, bool accumulates, bool inPlace)
    {
        ConstantsLayout own = Of(target);
        return own != Portable && KernelQueries.HasKernel(OperatorRecords.Of(op, target, accumulates, inPlace)) && own.Holds(op, tensors) ? own : Portable;
    }
}
