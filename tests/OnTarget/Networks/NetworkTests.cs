// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.OnTarget.Tests.Budgets;
using MCUNetV2.Planning.Tests;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Sessions;
using MCUNetV2.Tools.Tests.Networks;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Networks;

/// <summary>
/// Seeded random networks under random schedules on a target, against the reference interpreter. MCUNET_SEED=N in the environment runs the
/// one network of that seed.
/// </summary>
public abstract class NetworkTests(string machine)
{
    internal const int Networks = 48;
    private const int LargeBiases = 12;
    private const int SlowBatches = 10;
    private const int SlowBatch = 50;

    private readonly Target _layout = Machines.LayoutOf(machine);

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, SlowBatches)];

    [Fact]
    public void Random_networks_are_exact_within_the_budget_of_stack()
    {
        int stack = Check(Seeds(0, Networks));
        BudgetTable.Check(machine, "stack", "engine", stack, limited: "stack");
    }

    [Fact]
    public void Biases_up_to_the_ends_of_int32_are_exact()
    {
        using TargetSession session = TargetSession.Start(Machines.Find(machine));
        for (int seed = 0; seed < LargeBiases; seed++)
        {
            ScheduleComparison.Check(
                LargeBiasNetwork.Generate(seed), seed, graph => [Schedules.Layers(graph, _layout)], (_, package) => session.Open(package), $", on {machine}");
        }
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Batches))]
    public void Many_random_networks_are_exact(int batch)
    {
        int stack = Check(Seeds(Networks + (batch * SlowBatch), SlowBatch));
        Assert.InRange(stack, 1, TargetMachine.StackBudget);
    }

    private static IEnumerable<int> Seeds(int first, int count) =>
        Environment.GetEnvironmentVariable("MCUNET_SEED") is { Length: > 0 } seed
            ? [int.Parse(seed, CultureInfo.InvariantCulture)]
            : Enumerable.Range(first, count);

    /// <returns>Bytes of the deepest stack.</returns>
    private int Check(IEnumerable<int> seeds)
    {
        using TargetSession session = TargetSession.Start(Machines.Find(machine));
        int stack = 0;
        foreach (int seed in seeds)
        {
            string hint = $", on {machine}; to repeat: MCUNET_SEED={seed} dotnet run --project tests/OnTarget -c Release -- -method '*{GetType().Name}.Random*'";
            ScheduleComparison.Check(RandomNetwork.Generate(seed), seed, graph => Schedule(graph, new Random(seed)), (_, package) => session.Open(package), hint);
            stack = Math.Max(stack, session.StackBytes);
        }

        return stack;
    }

    private IEnumerable<Plan> Schedule(ModelGraph graph, Random random)
    {
        yield return Schedules.Layers(graph, _layout);
        if (graph.Operators.Length > 1) // all that a network does to its input can be folded away
        {
            yield return Schedules.Patches(graph, _layout, random.Next(1, 5), random.Next(1, 5), random.Next(1, graph.Operators.Length));
        }

        yield return RandomPlan.Generate(graph, _layout, random);
        yield return RandomPlan.Generate(graph, _layout, random);
        foreach (Plan plan in Planner.Stream(graph, _layout, new PlanLimits()).Front.Take(1))
        {
            yield return plan;
        }
    }
}
