// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>
/// A well-formed model that this compiler cannot turn into a package, or that TFLite itself would reject. The message is one line that
/// names the operator or tensor, the reason and, where there is one, the remedy.
/// </summary>
public sealed class UnsupportedModelException(string message) : Exception(OneLine.Of(message));
