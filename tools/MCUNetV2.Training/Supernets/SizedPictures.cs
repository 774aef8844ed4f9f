// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Supernets;

/// <summary>The same pictures for networks of any input size; each size is made once.</summary>
/// <param name="pictures">Larger than any input.</param>
/// <param name="size">Height and width of these.</param>
internal sealed class SizedPictures(IReadOnlyList<Picture> pictures, int size)
{
    private readonly Dictionary<int, IReadOnlyList<Picture>> _bySize = [];

    public int Count => pictures.Count;

    /// <param name="inputSize">Height and width, in pixels.</param>
    public IReadOnlyList<Picture> Of(int inputSize)
    {
        if (!_bySize.TryGetValue(inputSize, out IReadOnlyList<Picture>? made))
        {
            _bySize[inputSize] = made = [.. pictures.AsParallel().AsOrdered().Select(picture => picture with { Pixels = Shrink(picture.Pixels, inputSize) })];
        }

        return made;
    }

    private byte[] Shrink(byte[] pixels, int inputSize)
    {
        float[] values = new float[inputSize * inputSize * 3];
        Augmentation.Plain(pixels, size, values, inputSize);
        return [.. values.Select(value => (byte)MathF.Round(value * byte.MaxValue))];
    }
}
