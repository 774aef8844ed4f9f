// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Computes what a float network gives, all its tensors: our own executor, or another program's of the original network.</summary>
public interface IFloatReference
{
    /// <summary>The values of a tensor after <see cref="Run"/>, height x width x channels; valid until the next run.</summary>
    ReadOnlySpan<float> this[int tensor] { get; }

    /// <param name="input">A picture in the network's own units, height x width x channels.</param>
    /// <returns>The output, valid until the next run.</returns>
    ReadOnlySpan<float> Run(ReadOnlySpan<float> input);
}
