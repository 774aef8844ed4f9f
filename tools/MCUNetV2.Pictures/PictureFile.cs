// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>One labelled, still encoded picture of a data set.</summary>
/// <param name="Name">Unique name inside the data set; soft labels refer to it.</param>
/// <param name="Label">Index of the class.</param>
/// <param name="IsValidation">Whether it is held back from training.</param>
/// <param name="Source">Collection that it comes from.</param>
/// <param name="Origin">Where the label comes from; evaluation reports each origin apart.</param>
/// <param name="Encoded">The file's bytes (JPEG, PNG, WebP or BMP).</param>
/// <param name="Objects">The marked objects that make the label; null where objects are not marked.</param>
public sealed record PictureFile(
    string Name, int Label, bool IsValidation, string Source, string Origin, byte[] Encoded, IReadOnlyList<MarkedBox>? Objects = null);
