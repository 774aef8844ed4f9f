// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Graph;

/// <summary>Shapes as the source model declares them, before they became height x width x channels (NCHW inputs, vectors, float ends).</summary>
/// <param name="InputShape">Declared shape of the input.</param>
/// <param name="OutputShapes">Declared shape of each output; the device's bytes are in its order.</param>
public sealed record Boundary(ImmutableArray<int> InputShape, ImmutableArray<ImmutableArray<int>> OutputShapes)
{
    /// <summary>Type of the source model's input.</summary>
    public BoundaryType InputType { get; init; }

    /// <summary>Type of each of the source model's outputs; empty: int8.</summary>
    public ImmutableArray<BoundaryType> OutputTypes { get; init; } = [];

    /// <summary>
    /// For rows, columns and channels of the device's input the dimension of <see cref="InputShape"/> that they run along, -1 where the
    /// size is 1: (1, 2, 3) for NHWC, (2, 3, 1) for NCHW, (-1, -1, 1) for a vector. Empty: bytes are in the declared order.
    /// </summary>
    public ImmutableArray<int> InputAxes { get; init; } = [];

    /// <summary>The declared input's elements in the device's order.</summary>
    /// <exception cref="ArgumentException">Not as many elements as the shape has.</exception>
    public T[] ToDeviceOrder<T>(ReadOnlySpan<T> declared)
    {
        int[] strides = new int[InputShape.Length];
        int count = 1;
        for (int d = InputShape.Length - 1; d >= 0; d--)
        {
            strides[d] = count;
            count *= InputShape[d];
        }

        if (declared.Length != count)
        {
            throw new ArgumentException($"the input has {count} elements, not {declared.Length}", nameof(declared));
        }

        T[] result = declared.ToArray();
        if (InputAxes.IsEmpty)
        {
            return result;
        }

        ((int Size, int Stride) rows, (int Size, int Stride) columns, (int Size, int Stride) channels) = (Axis(0), Axis(1), Axis(2));
        int i = 0;
        for (int y = 0; y < rows.Size; y++)
        {
            for (int x = 0; x < columns.Size; x++)
            {
                for (int c = 0; c < channels.Size; c++)
                {
                    result[i++] = declared[(y * rows.Stride) + (x * columns.Stride) + (c * channels.Stride)];
                }
            }
        }

        return result;

        (int Size, int Stride) Axis(int axis) => InputAxes[axis] is var d and >= 0 ? (InputShape[d], strides[d]) : (1, 0);
    }
}
