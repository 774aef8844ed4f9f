// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Images;

/// <summary>What an object file put into an executable.</summary>
/// <param name="Section">Of the executable.</param>
/// <param name="Origin">The object file; with its archive where it comes from one.</param>
internal sealed record ImagePiece(string Section, string Origin, int Bytes);
