// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Validation;

namespace MCUNetV2.Training.Optimization;

/// <summary>What one epoch brought.</summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Result">Of the averaged network on the validation pictures.</param>
/// <param name="Duration">Time of the epoch, evaluation included.</param>
internal sealed record EpochReport(int Epoch, double Loss, Evaluation Result, TimeSpan Duration)
{
    /// <summary>Validation accuracy, 0 to 1.</summary>
    public double Accuracy => Result.Accuracy;
}
