// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>A data set on disk.</summary>
public interface IPictureSource
{
    /// <summary>All pictures, in an order that depends on the data set alone.</summary>
    IEnumerable<PictureFile> Read();
}
