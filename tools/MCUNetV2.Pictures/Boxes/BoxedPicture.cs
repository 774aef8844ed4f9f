// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>A picture whose objects are marked.</summary>
/// <param name="Split">As the data set names it: train, val, test...</param>
/// <param name="Source">Collection that it comes from; empty when the data set does not say.</param>
/// <param name="Encoded">The file's bytes (JPEG, PNG, WebP or BMP).</param>
public sealed record BoxedPicture(string Name, string Split, string Source, IReadOnlyList<MarkedBox> Boxes, byte[] Encoded);

/// <summary>An object; coordinates as parts of the picture's width and height, 0 to 1.</summary>
/// <param name="Class">Name of its class.</param>
/// <param name="IsCrowd">Several objects under one box: finding it counts neither for nor against a detector.</param>
public sealed record MarkedBox(string Class, double Left, double Top, double Right, double Bottom, bool IsCrowd);
