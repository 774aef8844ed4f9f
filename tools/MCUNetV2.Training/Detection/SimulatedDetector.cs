// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Simulation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Detection;

/// <summary>A detector as it will be in int8.</summary>
internal sealed class SimulatedDetector : Module<Tensor, Tensor>
{
    private readonly IReadOnlyList<int> _outputs;
    // Registered under its name, which checkpoints hold: hence no underscore.
    private readonly SimulatedGraph graph;

    /// <param name="graph">As <see cref="DetectorGraph"/> makes it.</param>
    /// <param name="ranges">One a tensor.</param>
    public SimulatedDetector(FloatGraph graph, IReadOnlyList<ValueRange> ranges)
        : base(nameof(SimulatedDetector))
    {
        _outputs = graph.Outputs;
        this.graph = new SimulatedGraph(graph, ranges);
        RegisterComponents();
    }

    /// <summary>One to load a checkpoint into: it brings the weights and the ranges.</summary>
    public static SimulatedDetector Untrained(DetectorConfiguration configuration)
    {
        FloatGraph graph = DetectorGraph.Untrained(configuration);
        return new SimulatedDetector(graph, new ValueRange[graph.Tensors.Length]);
    }

    /// <param name="input">Pictures of the network's size, N x 3 x H x W, 0 to 1.</param>
    /// <returns>As <see cref="Detector"/>'s.</returns>
    public override Tensor forward(Tensor input)
    {
        IReadOnlyDictionary<int, Tensor> tensors = graph.Run(input);
        return Detector.Join(_outputs.Select(output => tensors[output]));
    }

    /// <summary>Ready to be exported, with the ranges that it was trained with.</summary>
    public TrainedDetector ToTrained()
    {
        eval();
        return new TrainedDetector("simulated int8", forward, graph.ToGraph(), graph.ToOptions());
    }
}
