// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Planning.Tests;

/// <summary>One inference under a plan, in an arena of exactly the size it predicts.</summary>
/// <param name="Outputs">The bytes of each output.</param>
/// <param name="ArenaBytes">How far the arena was written.</param>
/// <param name="Macs">Multiply-accumulates that the engine counted.</param>
internal sealed record PlanRun(IReadOnlyList<byte[]> Outputs, int ArenaBytes, long Macs)
{
    public static PlanRun Of(Plan plan, byte[] input)
    {
        using HostEngine engine = HostEngine.Open(PackageWriter.Write(plan), plan.PeakBytes);
        InferenceReport report = engine.Run(input);
        return new PlanRun([.. report.Outputs.Select(o => o.Bytes)], report.Arena.HighWater, engine.Macs);
    }

    /// <summary>Seeded noise of the size of a graph's input.</summary>
    public static byte[] Noise(ModelGraph graph, int seed)
    {
        byte[] input = new byte[graph.Tensors[graph.Input].Bytes];
        new Random(seed).NextBytes(input);
        return input;
    }
}
