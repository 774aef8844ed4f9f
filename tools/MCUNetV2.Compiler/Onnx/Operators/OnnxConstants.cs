// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Constants on their way to the float graph's order.</summary>
internal static class OnnxConstants
{
    /// <summary>The elements with the dimensions of <paramref name="shape"/> in another order.</summary>
    public static ImmutableArray<float> Arrange(ImmutableArray<float> values, ImmutableArray<int> shape, ImmutableArray<int> permutation)
    {
        int[] strides = Indexing.Strides(shape);
        int[] places = Indexing.Offsets(
            OnnxActivation.Arrange(shape, permutation), OnnxActivation.Arrange<int>([.. strides], permutation).AsSpan());
        return [.. places.Select(place => values[place])];
    }
}
