using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>Result of a quantisation.</summary>
/// <param name="Model">The int8 network.</param>
/// <param name="Layers">What each operator lost, in execution order.</param>
/// <param name="Warnings">What is likely to be wrong with it, a line each.</param>
public sealed record QuantizedModel(TfLiteModel Model, ImmutableArray<LayerError> Layers, ImmutableArray<string> Warnings);
