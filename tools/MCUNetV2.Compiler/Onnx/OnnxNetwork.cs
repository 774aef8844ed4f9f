using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>An imported ONNX network.</summary>
/// <param name="Graph">What the quantiser works on.</param>
/// <param name="Input">Name of the file's input.</param>
/// <param name="InputTensor">The tensor that the file's input is: the graph's own input, or what the normalisation made of it.</param>
/// <param name="Values">For each tensor of the graph the name that its values have in the file; null where the importer added it.</param>
public sealed record OnnxNetwork(FloatGraph Graph, string Input, int InputTensor, ImmutableArray<string?> Values);
