// SPDX-License-Identifier: MIT
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>What a teacher makes of a batch.</summary>
/// <param name="Features">N x width, in front of the last layer.</param>
/// <param name="Logits">N x the teacher's own classes.</param>
internal sealed record TeacherAnswer(Tensor Features, Tensor Logits);
