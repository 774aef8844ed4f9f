// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>What is known about a network beside its file.</summary>
public sealed record OnnxOptions
{
    /// <summary>What its training did to pixels.</summary>
    public PixelNormalization Normalization { get; init; } = PixelNormalization.None;

    /// <summary>Values of the file that do not depend on the picture, computed beforehand (<see cref="OnnxFolding"/> says which are asked for).</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Folded { get; init; } = ImmutableDictionary<string, OnnxTensor>.Empty;

    /// <summary>Values to take as outputs; empty for the file's own.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    /// <summary>The picture's size, where the file leaves it open.</summary>
    public (int Height, int Width)? Size { get; init; }

    /// <summary>Whether outputs of four dimensions stay channels last instead of being turned into the file's order.</summary>
    public bool ChannelsLast { get; init; }
}

/// <summary>An imported ONNX network.</summary>
/// <param name="Graph">What the quantiser works on; each tensor knows which value of the file it is.</param>
/// <param name="Input">Name of the file's input.</param>
/// <param name="Shape">The input's sizes in the file's order.</param>
/// <param name="Permutation">Where the input's dimensions lie in the graph's input tensor.</param>
/// <param name="Normalization">What becomes of the graph's input before it is the file's.</param>
public sealed record OnnxNetwork(
    FloatGraph Graph, string Input, ImmutableArray<int> Shape, ImmutableArray<int> Permutation, PixelNormalization Normalization)
{
    /// <summary>The file's input, in its own order, for a picture as the graph takes it.</summary>
    public float[] ToFile(ReadOnlySpan<float> picture)
    {
        FloatTensor input = Graph.Tensors[Graph.Input];
        int[] places = OnnxLayout.Places(input.Shape, Permutation);
        float[] value = new float[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            value[places[i]] = Normalization.Apply(picture[i], i % input.Channels);
        }

        return value;
    }
}
