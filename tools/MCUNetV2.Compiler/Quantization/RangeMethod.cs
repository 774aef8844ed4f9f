// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization;

/// <summary>How the range of an activation is chosen from what calibration saw.</summary>
public enum RangeMethod
{
    /// <summary>The extremes.</summary>
    MinMax,

    /// <summary>The extremes without a ten-thousandth of the values at each end.</summary>
    Percentile,

    /// <summary>The range with the least mean squared error of quantised values.</summary>
    Mse,
}
