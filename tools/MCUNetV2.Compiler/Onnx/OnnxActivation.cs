// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>A computed value of the file as a tensor of the float graph, whose dimensions may lie in another order.</summary>
/// <param name="Tensor">Tensor number.</param>
/// <param name="Shape">Sizes as the file orders them.</param>
/// <param name="Permutation">Dimension d of the value is dimension Permutation[d] of the tensor.</param>
internal sealed record OnnxActivation(int Tensor, ImmutableArray<int> Shape, ImmutableArray<int> Permutation)
{
    public int Rank => Shape.Length;

    public int Count => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>The permutation that changes nothing.</summary>
    public static ImmutableArray<int> Natural(int rank) => [.. Enumerable.Range(0, rank)];

    /// <summary>The permutation of batch x channels x rows... into batch x rows... x channels.</summary>
    public static ImmutableArray<int> ChannelsLast(int rank) => [.. Enumerable.Range(0, rank).Select(d => d == 0 ? 0 : d == 1 ? rank - 1 : d - 1)];

    /// <summary>What belongs to each dimension of the value, in the tensor's order.</summary>
    public static ImmutableArray<T> Arrange<T>(ImmutableArray<T> each, ImmutableArray<int> permutation)
    {
        T[] arranged = new T[each.Length];
        for (int d = 0; d < arranged.Length; d++)
        {
            arranged[permutation[d]] = each[d];
        }

        return [.. arranged];
    }
}
