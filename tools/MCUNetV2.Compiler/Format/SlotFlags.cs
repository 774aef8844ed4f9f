namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_slot.flags</c>.</summary>
[Flags]
public enum SlotFlags : byte
{
    None = 0,
    KeepRows = 1,
    KeepColumns = 2,
    Output = 4,
    Driver = 8,
}
