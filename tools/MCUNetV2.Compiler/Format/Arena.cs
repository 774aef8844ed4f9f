namespace MCUNetV2.Compiler.Format;

/// <summary>Rules of the arena that the engine relies on.</summary>
public static class Arena
{
    /// <summary>Every buffer starts at a multiple of this; <c>MCUNET_ALIGNMENT</c>.</summary>
    public const int Alignment = 8;

    public static int Align(int bytes) => (bytes + Alignment - 1) & -Alignment;
}
