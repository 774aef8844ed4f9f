// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Host.Inference;

/// <summary>An output of a model: its shape and quantisation, and its int8 bytes, height x width x channels.</summary>
public sealed record OutputTensor(TensorInfo Info, byte[] Bytes)
{
    internal static OutputTensor Read(Model model, int index) => new(model.GetOutput(index), model.ReadOutput(index));
}
