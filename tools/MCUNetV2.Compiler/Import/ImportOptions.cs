// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Import;

/// <summary>What a .tflite file does not say.</summary>
/// <param name="Name">The model's name; by default the file's.</param>
/// <param name="Head">What the outputs mean; null if unknown.</param>
/// <param name="KeepChannels">Every tensor keeps all its channels, also those that are the same for every input.</param>
public sealed record ImportOptions(string? Name = null, Head? Head = null, bool KeepChannels = false);
