using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Graph;

/// <summary>Shapes as the source model declares them, before they became height x width x channels (NCHW inputs, vectors, float ends).</summary>
/// <param name="InputShape">Declared shape of the input.</param>
/// <param name="OutputShapes">Declared shape of each output.</param>
public sealed record Boundary(ImmutableArray<int> InputShape, ImmutableArray<ImmutableArray<int>> OutputShapes);
