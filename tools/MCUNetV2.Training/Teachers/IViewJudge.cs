// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>Says of the very views that a student sees what it should make of them.</summary>
internal interface IViewJudge
{
    /// <summary>Values of the feature vector of a view.</summary>
    int HintWidth { get; }

    /// <param name="batch">The views.</param>
    /// <param name="draw">Draws standing views at the size of the student's input, N x 3 x H x W, 0 to 1.</param>
    /// <returns>N x classes probabilities, and N x <see cref="HintWidth"/> features of mean 0.</returns>
    (Tensor Probabilities, Tensor Hints) Judge(Batch batch, Func<IReadOnlyList<PictureView>, Tensor> draw);
}
