// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.TfLite;

/// <summary>The bytes are not a well-formed .tflite. The message is one line for the person who named the file.</summary>
public sealed class ModelFormatException(string message, Exception? inner = null) : Exception(OneLine.Of(message), inner);
