// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Host.Inference;

/// <summary>An engine with a model open, and the scheduler that drives it: in this process, or on a target at the end of a link.</summary>
public interface IInferenceEngine : IDisposable
{
    /// <summary>The open model.</summary>
    Model Model { get; }

    /// <summary>Runs one inference.</summary>
    /// <param name="input">Where its input comes from: <see cref="TensorInput"/>, or a camera's input.</param>
    /// <param name="profile">Whether to measure every operator.</param>
    /// <exception cref="InferenceException">The engine refused a call.</exception>
    InferenceReport Run(IInputSource input, bool profile = false);
}
