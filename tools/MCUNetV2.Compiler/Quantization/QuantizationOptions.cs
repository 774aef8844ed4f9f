// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization;

/// <summary>How a float graph becomes int8.</summary>
public sealed record QuantizationOptions
{
    public RangeMethod Ranges { get; init; } = RangeMethod.Mse;

    /// <summary>Quantisation of the input; null to calibrate it like every other tensor.</summary>
    public AffineParameters? Input { get; init; } = AffineParameters.Pixels;

    /// <summary>Ranges learnt in training (quantisation-aware), by tensor number; calibration chooses the others.</summary>
    public IReadOnlyDictionary<int, ValueRange> KnownRanges { get; init; } = new Dictionary<int, ValueRange>();

    /// <summary>Whether channels between two layers are brought to like sizes first, which changes weights but no result.</summary>
    public bool Equalize { get; init; }

    /// <summary>Whether biases take back what rounding adds to each channel on average, where the outputs come nearer for it. A network that was trained with the rounding has learnt to.</summary>
    public bool CorrectBiases { get; init; } = true;
}
