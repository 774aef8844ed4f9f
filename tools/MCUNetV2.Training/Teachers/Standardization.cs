// SPDX-License-Identifier: MIT
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>Shifts and scales columns to mean 0 and a common deviation, so that rows are about 1 long: then teachers weigh the same, however wide they are.</summary>
internal sealed class Standardization
{
    private const float Floor = 1e-3f;

    private readonly Tensor _mean;
    private readonly Tensor _scale;

    /// <param name="rows">N x width; statistics are taken over N.</param>
    public Standardization(Tensor rows)
    {
        _mean = rows.mean([0L], keepdim: true).DetachFromDisposeScope();
        _scale = (1 / ((rows.std(0, unbiased: true, keepdim: true) + Floor) * MathF.Sqrt(rows.shape[1]))).DetachFromDisposeScope();
    }

    public Tensor Apply(Tensor rows) => (rows - _mean) * _scale;
}
