using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Remote;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests;

/// <summary>Published models on simulated microcontrollers: bit-exact, within a budget of instructions and stack.</summary>
public class PublishedModelTests
{
    private const int StackBudget = 2048;
    private const int Million = 1_000_000;

    /// <summary>Layer by layer; budgets are recorded counts and one in twenty more.</summary>
    [Theory]
    [InlineData("cortex-m4", "mlperf_vww_96", 12.0)]
    [InlineData("cortex-m4", "mcunet_vww_80", 22.0)]
    [InlineData("cortex-m4", "mcunet_person_detection_128x160", 35.0)]
    [InlineData("cortex-m7", "mlperf_vww_96", 12.0)]
    [InlineData("rv32", "mlperf_vww_96", 39.0)]
    public void Layers_stay_within_their_budget(string machine, string model, double millions)
    {
        ModelGraph graph = GoldenModel.Import(model);
        Check(machine, graph, model, Schedules.Layers(graph, Machines.LayoutOf(machine)), seed: 1)
            .ShouldBeLessThanOrEqualTo((long)(millions * Million));
    }

    [Theory]
    [InlineData("cortex-m4", "mlperf_vww_96")]
    [InlineData("cortex-m7", "mlperf_vww_96")]
    [InlineData("rv32", "mlperf_vww_96")]
    public void Streams_are_bit_exact(string machine, string model)
    {
        ModelGraph graph = GoldenModel.Import(model);
        Check(machine, graph, model, Planner.Stream(graph, Machines.LayoutOf(machine), new PlanLimits()).Chosen.ShouldNotBeNull(), seed: 2);
    }

    private static long Check(string machine, ModelGraph graph, string model, Plan plan, int seed)
    {
        using RemoteEngine engine = Machines.Open(machine, PackageWriter.Write(plan));
        InferenceReport report = engine.Run(new TensorInput(engine.Model, GoldenModel.Input(graph, model, seed)));
        for (int output = 0; output < report.Outputs.Count; output++)
        {
            report.Outputs[output].Bytes.ShouldBe(GoldenModel.Output(model, output, seed));
        }

        report.Arena.HighWater.ShouldBeLessThanOrEqualTo(plan.PeakBytes);
        report.StackBytes.ShouldBeInRange(1, StackBudget);
        return report.Instructions!.Value;
    }
}
