using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>
/// What a network's training did to pixels of 0 to 1: (pixel - mean) / deviation. It becomes the network's first operator, a depthwise 1x1
/// convolution, so that the device feeds pixels as they are.
/// </summary>
/// <param name="Mean">One a channel.</param>
/// <param name="Deviation">One a channel.</param>
public sealed record PixelNormalization(ImmutableArray<float> Mean, ImmutableArray<float> Deviation)
{
    /// <summary>Nothing: the network takes 0 to 1.</summary>
    public static PixelNormalization None => new([], []);

    internal int AddTo(FloatGraphBuilder builder, int input)
    {
        return Mean.IsEmpty
            ? input
            : builder.Convolution(
                "normalization", input, FloatWindow.Square(1, 1), depthwise: true, [.. Deviation.Select(value => 1 / value)],
                [.. Mean.Zip(Deviation, (mean, deviation) => -mean / deviation)], TfLiteActivation.NONE);
    }
}
