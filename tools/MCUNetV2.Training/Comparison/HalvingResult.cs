// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Comparison;

/// <summary>How far one came.</summary>
/// <param name="Epochs">Passes over the pictures, in all.</param>
/// <param name="Accuracy">After them, on the validation pictures, 0 to 1.</param>
internal sealed record HalvingResult<T>(T Contestant, int Epochs, double Accuracy);
