using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>Chooses the layout of an operator's constants for a target.</summary>
internal static class PackageLayout
{
    public static Target Of(Operator op, Target target) => target;
}
