// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Globalization;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Seeded random networks through importer, planner, package, engine and firmware, against the reference interpreter.</summary>
public class RandomNetworkTests
{
    private const int Networks = 500;
    private const int Batch = 25;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, Networks / Batch)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void Every_schedule_gives_the_bytes_of_the_reference(int batch)
    {
        for (int seed = batch * Batch; seed < (batch + 1) * Batch; seed++)
        {
            ScheduleComparison.Check(RandomNetwork.Generate(seed), seed, graph => Schedule(graph, new Random(seed)));
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Nothing_changes_without_dead_channels(int batch)
    {
        for (int seed = batch * Batch; seed < (batch + 1) * Batch; seed++)
        {
            int schedules = 0;
            ScheduleComparison.Check(WithDeadChannels(seed), seed, graph => Schedule(graph, new Random(seed)).Where(_ => schedules++ % 3 == 0), inputs: TestInputs.Extremes);
        }
    }

    [Fact]
    public void Dead_channels_are_found_in_many_networks()
    {
        Enumerable.Range(0, Networks).Count(seed => RemovedChannels.From(TfLiteImporter.Import(WithDeadChannels(seed), new ImportOptions($"seed {seed}"))) is not null)
            .ShouldBeGreaterThan(Networks / 20);
    }

    /// <summary>MCUNET_NETWORKS in the environment says how many; seeds follow those of the fast test.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Many_networks_give_the_bytes_of_the_reference()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("MCUNET_NETWORKS") ?? "2000", CultureInfo.InvariantCulture);
        ConcurrentBag<string> failures = [];
        Parallel.For(Networks, Networks + count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            try
            {
                ScheduleComparison.Check(RandomNetwork.Generate(seed), seed, graph => Few(graph, new Random(seed)), inputs: count => TestInputs.Extremes(count).Take(1));
            }
            catch (Exception exception)
            {
                failures.Add($"seed {seed}: {exception.Message}");
            }
        });
        failures.Take(10).ShouldBeEmpty($"{failures.Count} of {count} networks");
    }

    private static TfLiteModel WithDeadChannels(int seed) => RandomNetwork.Generate(seed, 0.1 + (0.7 * new Random(seed).NextDouble()));

    /// <summary>One schedule of each kind, for a layout in turn.</summary>
    private static IEnumerable<Plan> Few(ModelGraph graph, Random random)
    {
        yield return Schedules.Layers(graph, (Target)random.Next(4));
        if (graph.Operators.Length > 1) // all that a network does to its input can be folded away
        {
            yield return Schedules.Patches(graph, (Target)random.Next(4), random.Next(1, 5), random.Next(1, 5), random.Next(1, graph.Operators.Length));
        }

        foreach (Plan plan in Planner.Stream(graph, (Target)random.Next(4), new PlanLimits()).Front.Take(1))
        {
            yield return plan;
        }
    }

    internal static IEnumerable<Plan> Schedule(ModelGraph graph, Random random)
    {
        yield return Schedules.Layers(graph, Target.Portable);
        yield return Schedules.Layers(graph, Target.Armv7em);
        yield return Schedules.Layers(graph, Target.Rv32);
        yield return Schedules.Layers(graph, Target.Esp32s3);
        yield return Schedules.Patches(graph, Target.Esp32s3, random.Next(1, 5), random.Next(1, 5), random.Next(1, graph.Operators.Length));
        for (int i = 0; i < 3; i++)
        {
            int operators = random.Next(1, graph.Operators.Length);
            yield return Schedules.Patches(graph, Target.Portable, random.Next(1, 5), random.Next(1, 5), operators);
        }

        foreach (Plan plan in Planner.Stream(graph, Target.Portable, new PlanLimits()).Front)
        {
            yield return plan;
        }

        if (random.Next(4) == 0)
        {
            foreach (Plan plan in Planner.Plan(graph, Target.Portable, new PlanLimits()).Front)
            {
                yield return plan;
            }
        }
    }
}
