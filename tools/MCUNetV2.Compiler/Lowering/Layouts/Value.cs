// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Lowering.Layouts;

/// <summary>A TFLite activation as the importer has it so far.</summary>
/// <param name="Tensor">Number in the graph under construction.</param>
/// <param name="Shape">The TFLite tensor's.</param>
/// <param name="Layout">How the shape lies on the device.</param>
internal sealed record Value(int Tensor, ImmutableArray<int> Shape, Layout Layout);
