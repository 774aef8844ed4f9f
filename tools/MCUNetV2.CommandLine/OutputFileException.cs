// SPDX-License-Identifier: MIT
namespace MCUNetV2.CommandLine;

/// <summary>A result cannot be written. The message is one line that begins with the path.</summary>
public sealed class OutputFileException(string message) : Exception(message);
