// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>Reshapes that need no transposition although the dimensions lie in another order than the file's.</summary>
internal static class OnnxReshape
{
    /// <summary>
    /// Where the dimensions of the new shape lie when the tensor's bytes stay as they are; null when they cannot. Dimensions are taken in the
    /// smallest groups of the same size before and after; a group can stay if it lies in one piece.
    /// </summary>
    public static ImmutableArray<int>? Permutation(OnnxActivation value, ImmutableArray<int> shape)
    {
        int[] from = [.. Enumerable.Range(0, value.Rank).Where(d => value.Shape[d] > 1)];
        int[] to = [.. Enumerable.Range(0, shape.Length).Where(d => shape[d] > 1)];
        // For each dimension before, the ones after that its group becomes, given at the group's first.
        Dictionary<int, int[]> groups = [];
        int[] places = [.. from.OrderBy(d => value.Permutation[d])];
        int i = 0;
        int k = 0;
        while (i < from.Length)
        {
            (int first, int start) = (i, k);
            long before = value.Shape[from[i++]];
            long after = 1;
            while (before != after)
            {
                if (after < before && k < to.Length)
                {
                    after *= shape[to[k++]];
                }
                else if (i < from.Length)
                {
                    before *= value.Shape[from[i++]];
                }
                else
                {
                    return null;
                }
            }

            int place = Array.IndexOf(places, from[first]);
            if (place + (i - first) > places.Length || !places.AsSpan(place, i - first).SequenceEqual(from.AsSpan(first, i - first)))
            {
                return null;
            }

            groups[from[first]] = to[start..k];
        }

        int[] order = [.. Enumerable.Range(0, shape.Length).Except(to), .. places.Where(groups.ContainsKey).SelectMany(d => groups[d])];
        return [.. Enumerable.Range(0, shape.Length).Select(d => Array.IndexOf(order, d))];
    }
}
