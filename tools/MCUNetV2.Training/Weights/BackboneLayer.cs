// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Weights;

/// <summary>A convolution of a trained network, as another one may begin with it.</summary>
/// <param name="Name">In the file.</param>
/// <param name="Place">Where in the network, in the names of our own checkpoints, "stem" or "blocks.3.units.1"; empty where the file does not say.</param>
/// <param name="IsDepthwise">Whether each channel has a window of its own.</param>
/// <param name="Shape">Output channels, input channels of a group, rows, columns.</param>
/// <param name="Weights">In that order.</param>
/// <param name="Gain">Batch normalisation's scale; null where it is folded in.</param>
/// <param name="Bias">Batch normalisation's shift, or the bias.</param>
/// <param name="Mean">Batch normalisation's; null where it is folded in.</param>
/// <param name="Variance">Batch normalisation's; null where it is folded in.</param>
internal sealed record BackboneLayer(
    string Name, string Place, bool IsDepthwise, long[] Shape, float[] Weights, float[]? Gain, float[] Bias, float[]? Mean, float[]? Variance);

/// <summary>A trained network to begin with.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Layers">Its convolutions, in order.</param>
/// <param name="LowestPixel">What it takes for a black pixel.</param>
/// <param name="HighestPixel">What it takes for a white pixel.</param>
/// <param name="Output">Weights, classes x features, and biases of its last layer; null when it has none.</param>
internal sealed record Backbone(string Path, IReadOnlyList<BackboneLayer> Layers, float LowestPixel, float HighestPixel, (StoredTensor Weights, StoredTensor Bias)? Output);
