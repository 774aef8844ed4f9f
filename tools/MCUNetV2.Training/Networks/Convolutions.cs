// SPDX-License-Identifier: MIT
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Networks;

/// <summary>Convolutions that are right on every processor.</summary>
internal static class Convolutions
{
    /// <summary>
    /// As torch's conv2d. Over one pixel it is a product of matrices, and computed as one: libtorch 2's own 1 x 1 convolution of pictures that are channels last gives wrong values on some
    /// processors where the output has 40, 72, 80 or 200 channels (oneDNN, 16 pictures or more), and is no faster.
    /// </summary>
    /// <param name="input">N x channels x height x width.</param>
    /// <param name="weights">Output channels x input channels of a group x rows x columns.</param>
    /// <param name="bias">One an output channel; null for none.</param>
    /// <param name="strides">Along rows and columns.</param>
    /// <param name="padding">Rows above and below, columns left and right.</param>
    /// <param name="groups">Groups of channels.</param>
    public static Tensor Convolve(Tensor input, Tensor weights, Tensor? bias, long[] strides, long[] padding, long groups)
    {
        bool isPointwise = weights.shape[2] == 1 && weights.shape[3] == 1 && strides.All(stride => stride == 1) && groups == 1 && padding.All(pixels => pixels == 0);
        return isPointwise
            ? functional.linear(input.permute(0, 2, 3, 1), weights.flatten(1), bias).permute(0, 3, 1, 2)
            : functional.conv2d(input, weights, bias, strides, padding: padding, groups: groups);
    }
}
