// SPDX-License-Identifier: MIT
using static TorchSharp.torch;

namespace MCUNetV2.Training.Data;

/// <summary>Pictures as they are to what networks take.</summary>
internal static class PictureBatch
{
    /// <param name="values">RGB, 0 to 1, size x size x 3 of each view.</param>
    /// <param name="size">Height and width, in pixels.</param>
    /// <returns>N x 3 x size x size, channels last in memory.</returns>
    public static Tensor OfViews(float[] values, int size) => tensor(values, [values.Length / (size * size * 3), size, size, 3]).permute(0, 3, 1, 2);

    /// <param name="pictures">RGB pixels, size x size x 3 each.</param>
    /// <param name="size">Height and width, in pixels.</param>
    /// <returns>N x 3 x size x size, 0 to 1, channels last in memory.</returns>
    public static Tensor ToTensor(IReadOnlyCollection<byte[]> pictures, int size)
    {
        byte[] pixels = [.. pictures.SelectMany(picture => picture)];
        return tensor(pixels, [pictures.Count, size, size, 3]).to(ScalarType.Float32).div_(byte.MaxValue).permute(0, 3, 1, 2);
    }
}
