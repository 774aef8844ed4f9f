using System.Collections.Immutable;

namespace MCUNetV2.Cli.Inspection;

/// <summary>An input or output of a model.</summary>
/// <param name="Shape">As the source model declares it.</param>
/// <param name="Type">Type in the source model: int8, uint8 or float32; on the device always int8.</param>
/// <param name="Scale">Real value of one quantised step.</param>
/// <param name="ZeroPoint">Quantised value of real 0.</param>
internal sealed record TensorReport(string Name, ImmutableArray<int> Shape, string Type, float Scale, int ZeroPoint);
