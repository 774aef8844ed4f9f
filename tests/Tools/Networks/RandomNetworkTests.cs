using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
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
        for (var seed = batch * Batch; seed < (batch + 1) * Batch; seed++)
        {
            ScheduleComparison.Check(RandomNetwork.Generate(seed), seed, graph => Schedule(graph, new Random(seed)));
        }
    }

    internal static IEnumerable<Plan> Schedule(ModelGraph graph, Random random)
    {
        yield return Schedules.Layers(graph, Target.Portable);
        for (var i = 0; i < 3; i++)
        {
            var operators = random.Next(1, graph.Operators.Length);
            yield return Schedules.Patches(graph, Target.Portable, random.Next(1, 5), random.Next(1, 5), operators);
        }

        foreach (var plan in Planner.Stream(graph, Target.Portable, new PlanLimits()).Front)
        {
            yield return plan;
        }

        if (random.Next(4) == 0)
        {
            foreach (var plan in Planner.Plan(graph, Target.Portable, new PlanLimits()).Front)
            {
                yield return plan;
            }
        }
    }
}
