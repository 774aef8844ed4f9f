// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Training.Networks;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Export;

/// <summary>A network that is ready to be exported.</summary>
/// <param name="Kind">How it computes before the export.</param>
/// <param name="Forward">Pictures, N x 3 x H x W, 0 to 1, to logits.</param>
/// <param name="Graph">The same as a float graph.</param>
/// <param name="Options">How it becomes int8.</param>
internal sealed record TrainedNetwork(string Kind, Func<Tensor, Tensor> Forward, FloatGraph Graph, QuantizationOptions Options)
{
    /// <param name="network">A network trained in float.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="ranges">How the ranges of activations are chosen.</param>
    public static TrainedNetwork From(Classifier network, NetworkConfiguration configuration, RangeMethod ranges)
    {
        network.eval();
        return new TrainedNetwork("float", network.forward, ClassifierExport.ToGraph(network, configuration), new QuantizationOptions { Ranges = ranges });
    }
}
