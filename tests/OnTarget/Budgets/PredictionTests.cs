// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.OnTarget.Tests.Goldens;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Budgets;

/// <summary>What <c>plan --target</c> predicts of published models beside what budgets.txt has of them: counts of the simulated targets.</summary>
public sealed class PredictionTests
{
    public static TheoryData<string, string> Cases => [.. from machine in new[] { "cortex-m4", "cortex-m7", "rv32", "esp32s3" } from model in SharedFiles.Models select (machine, model)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_published_model_takes_what_is_predicted(string machine, string model)
    {
        double bound = machine.StartsWith("cortex", StringComparison.Ordinal) ? 0.05 : 0.1;
        CostModel costs = CostModel.Find(machine).ShouldNotBeNull();
        foreach ((string kind, Func<Plan> plan) in new (string, Func<Plan>)[]
        {
            ("layers", () => GoldenPlans.Layers(model, Machines.LayoutOf(machine))), ("stream", () => GoldenPlans.Stream(model, Machines.LayoutOf(machine))),
        })
        {
            if (BudgetTable.Find(machine, kind, model) is { } counted)
            {
                double error = (costs.Of(plan()).Instructions / (double)counted) - 1;
                TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{machine} {model} {kind}: {counted:#,##0} counted, {100 * error:+0.00;-0.00} % predicted"));
                Math.Abs(error).ShouldBeLessThanOrEqualTo(bound, $"{machine} {model} {kind}");
            }
        }
    }
}
