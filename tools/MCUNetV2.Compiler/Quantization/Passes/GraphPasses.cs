// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>What a float graph goes through before it is quantised: none changes a value that the network gives out.</summary>
public static class GraphPasses
{
    /// <param name="graph">As an importer built it, one operator for one of the file.</param>
    public static FloatGraph Run(FloatGraph graph)
    {
        graph = new GraphEditor(graph).ToGraph();
        graph = MovementFusion.Run(graph);
        graph = TransposeSinking.Run(graph);
        graph = HardSwishFusion.Run(graph);
        graph = LeakyReluFusion.Run(graph);
        graph = AffineFolding.Run(graph);
        graph = ActivationFusion.Run(graph);
        graph = QuantizationFusion.Run(graph);
        return MovementFusion.Run(RequantizeInsertion.Run(graph));
    }
}
