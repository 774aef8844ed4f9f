namespace MCUNetV2.Cli.Pictures;

/// <summary>What a piece of the arena is used for.</summary>
internal enum MemoryUse
{
    Input,
    Tensor,
    KeptHalo,
    Scratch,
    Bookkeeping,
}
