// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Planning.Tests;

/// <summary>What the planner reaches on published models, and that all of it runs as predicted.</summary>
public class PublishedModelTests
{
    private const int KiB = 1024;

    [Theory]
    [InlineData("mlperf_vww_96", 14 * KiB, 12 * KiB)]
    [InlineData("tflm_person_detect", 14 * KiB, 11 * KiB)]
    [InlineData("mcunet_vww_80", 17 * KiB, 13 * KiB)]
    [InlineData("mcunet_person_detection_128x160", 26 * KiB, 20 * KiB)]
    [InlineData("mobilenet_v2_1.0_224", 98 * KiB, 79 * KiB)]
    [InlineData("mcunetv2_large_224", 217 * KiB, 216 * KiB)]
    public void The_front_runs_bit_exact_in_the_bytes_it_predicts(string model, int chosenPeak, int smallestPeak)
    {
        ModelGraph graph = GoldenModel.Import(model);
        PlanResult result = Planner.Plan(graph, Target.Portable, new PlanLimits());
        result.Chosen.ShouldNotBeNull().PeakBytes.ShouldBeLessThanOrEqualTo(chosenPeak);
        result.Chosen.Overhead.ShouldBeLessThanOrEqualTo(1.0);
        result.Front.Where(p => p.Overhead <= 1.0).Min(p => p.PeakBytes).ShouldBeLessThanOrEqualTo(smallestPeak);
        for (int i = 0; i < result.Front.Length; i++)
        {
            Check(model, graph, result.Front[i], seed: i % 3);
            PlacementCheck.LiveBuffersDoNotOverlap(result.Front[i]);
        }
    }

    [Theory]
    [InlineData("mcunet_vww_80")]
    [InlineData("mlperf_vww_96")]
    public void A_plan_uses_every_byte_that_it_asks_for(string model)
    {
        ModelGraph graph = GoldenModel.Import(model);
        foreach (Plan plan in Planner.Plan(graph, Target.Portable, new PlanLimits()).Front)
        {
            // Noise, so that every byte written differs from what the arena is painted with in one of three inferences. Only scratch may be larger
            // than what a kernel happens to use of it.
            int most = Enumerable.Range(0, 3).Max(seed => PlanRun.Of(plan, PlanRun.Noise(graph, seed)).ArenaBytes);
            int tensors = plan.Buffers.Where(b => b.Role != BufferRole.Scratch).Max(b => b.Offset + b.Bytes);
            most.ShouldBeInRange(tensors, plan.PeakBytes, plan.Schedule);
        }
    }

    [Fact]
    public void Classic_patches_reproduce_the_overhead_of_the_paper()
    {
        // Table 1 of MCUNetV2: 4 x 4 patches of MobileNetV2 down to 28 x 28 x 32 cost +10 % MACs, +9.3 % with halos clipped at the border.
        ModelGraph graph = GoldenModel.Import("mobilenet_v2_1.0_224", keepChannels: true);
        int firstAt28 = Enumerable.Range(0, graph.Operators.Length).First(i => graph.Tensors[graph.Operators[i].Output] is { Height: 28, Channels: 32 });
        Plan plan = Schedules.Patches(graph, Target.Portable, 4, 4, firstAt28);
        plan.Overhead.ShouldBe(1.093, 0.002);
        Check("mobilenet_v2_1.0_224", graph, plan, 1);
    }

    private static void Check(string model, ModelGraph graph, Plan plan, int seed)
    {
        PlanRun run = PlanRun.Of(plan, GoldenModel.Input(graph, model, seed));
        run.Macs.ShouldBe(plan.Macs);
        for (int output = 0; output < run.Outputs.Count; output++)
        {
            run.Outputs[output].ShouldBe(GoldenModel.Output(model, output, seed), $"{plan.Schedule}, {plan.PeakBytes} bytes, seed {seed}, output {output}");
        }
    }
}
