// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Tests;
using Shouldly;

namespace MCUNetV2.OnTarget.Tests.Goldens;

/// <summary>Schedules of the published models, planned once for all targets that share kernels.</summary>
internal static class GoldenPlans
{
    private static readonly ConcurrentDictionary<(string Model, Target Target), Lazy<Plan>> Streams = [];

    /// <param name="keepChannels">Whether those stay that are the same for every input.</param>
    public static Plan Layers(string model, Target target, bool keepChannels = false) =>
        Schedules.Layers(GoldenModel.Import(model, keepChannels), target);

    /// <summary>The smallest stream that executes no MAC twice.</summary>
    public static Plan Stream(string model, Target target)
    {
        ModelGraph graph = GoldenModel.Import(model); // skips the test where there is none
        return Streams.GetOrAdd((model, target), _ => new Lazy<Plan>(() => Planner.Stream(graph, target, new PlanLimits()).Chosen.ShouldNotBeNull())).Value;
    }
}
