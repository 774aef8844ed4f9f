namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_pace</c>: how far the tensors of a stage have come at a step along one axis.</summary>
public enum Pace : ushort
{
    Demand = 0,
    Arrival = 1,
}
