// SPDX-License-Identifier: MIT
using static TorchSharp.torch;

namespace MCUNetV2.Training.Data;

/// <summary>Pictures of one step.</summary>
/// <param name="Inputs">N x 3 x H x W, 0 to 1, channels last in memory.</param>
/// <param name="Targets">N x classes, the probability of each class.</param>
/// <param name="Hints">N x hint width, the teacher's features; null without.</param>
/// <param name="Views">Which views the inputs are.</param>
internal sealed record Batch(Tensor Inputs, Tensor Targets, Tensor? Hints, IReadOnlyList<PictureView> Views) : IDisposable
{
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
        Hints?.Dispose();
    }
}
