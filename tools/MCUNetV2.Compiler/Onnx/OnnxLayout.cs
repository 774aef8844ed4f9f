// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>The order of a tensor's elements against that of the file's value.</summary>
public static class OnnxLayout
{
    /// <summary>For each element of a tensor the place of it in the value that it is.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="permutation">Dimension d of the value is dimension permutation[d] of the tensor.</param>
    public static int[] Places(ImmutableArray<int> shape, ImmutableArray<int> permutation)
    {
        int[] strides = Indexing.Strides([.. permutation.Select(d => shape[d])]);
        return Indexing.Offsets(shape, OnnxActivation.Arrange<int>([.. strides], permutation).AsSpan());
    }
}
