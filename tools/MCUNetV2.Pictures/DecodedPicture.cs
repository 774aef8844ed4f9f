// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>A picture as it is to be looked at: turned as its Exif orientation says, over black where it is transparent.</summary>
/// <param name="Rgb">height x width x 3 bytes, row by row.</param>
/// <param name="IsDamaged">A part of the file is missing or wrong; what it would have shown is gray or black.</param>
public sealed record DecodedPicture(int Height, int Width, byte[] Rgb, bool IsDamaged);
