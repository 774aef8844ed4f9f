using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Import;

/// <summary>What a .tflite file does not say.</summary>
/// <param name="Name">The model's name; by default the file's.</param>
/// <param name="Head">What the outputs mean; null if unknown.</param>
public sealed record ImportOptions(string? Name = null, Head? Head = null);
