// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Optimization;

/// <summary>Linear warm-up, then half a cosine to zero (Loshchilov and Hutter, SGDR, without restarts).</summary>
/// <param name="peak">Rate at the end of the warm-up.</param>
/// <param name="warmUp">Steps of the warm-up.</param>
/// <param name="total">Steps altogether.</param>
internal sealed class CosineSchedule(double peak, int warmUp, int total)
{
    public double Rate(int step)
    {
        return step < warmUp
            ? peak * (step + 1) / warmUp
            : peak * 0.5 * (1 + Math.Cos(Math.PI * (step - warmUp) / Math.Max(1, total - warmUp)));
    }
}
