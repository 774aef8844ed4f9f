// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Packaging;

/// <summary>The bytes are not a sound package. The message is one line for the person who named the file.</summary>
public sealed class PackageFormatException(string message) : Exception(message);
