namespace MCUNetV2.Cli.Pictures;

/// <summary>A piece of the arena in use during steps [<paramref name="FirstStep"/>, <paramref name="LastStep"/>].</summary>
internal sealed record MemoryBlock(string Name, MemoryUse Use, int FirstStep, int LastStep, long Offset, long Bytes);
