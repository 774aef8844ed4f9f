using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Native;

namespace MCUNetV2.Compiler.Backends;

/// <summary>Chooses the layout of an operator's constants for a target.</summary>
internal static class PackageLayout
{
    /// <summary>The target's own layout where it has a kernel that reads it, and can hold these constants; otherwise the portable one.</summary>
    public static Target Of(Operator op, Target target, bool accumulates, bool inPlace)
    {
        bool own = target != Target.Portable
            && KernelQueries.HasKernel(OperatorRecords.Of(op, target, accumulates, inPlace))
            && (target == Target.Rv32 ? Rv32Layout.Holds(op) : Armv7emLayout.Holds(op));
        return own ? target : Target.Portable;
    }
}
