// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Detection;

/// <summary>A detector that is ready to be exported.</summary>
/// <param name="Kind">How it computes before the export.</param>
/// <param name="Forward">Pictures, N x 3 x H x W, 0 to 1, to N x cells x (4 + classes).</param>
/// <param name="Graph">The same as a float graph.</param>
/// <param name="Options">How it becomes int8.</param>
internal sealed record TrainedDetector(string Kind, Func<Tensor, Tensor> Forward, FloatGraph Graph, QuantizationOptions Options);
