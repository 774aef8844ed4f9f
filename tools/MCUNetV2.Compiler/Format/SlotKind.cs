namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_slot_kind</c>.</summary>
public enum SlotKind : byte
{
    Whole = 0,
    Window = 1,
    Band = 2,
    Constant = 3,
}
