// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.CostFit;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Networks.Tests;

/// <summary>What is predicted of networks beside what simulated targets executed of them: counts that tools/MCUNetV2.CostFit wrote to Costs/TARGET.csv.</summary>
public sealed class CostModelTests
{
    [Theory]
    [InlineData("cortex-m4", Target.Armv7em, 0.05)]
    [InlineData("cortex-m7", Target.Armv7em, 0.05)]
    [InlineData("rv32", Target.Rv32, 0.1)]
    [InlineData("esp32s3", Target.Esp32s3, 0.1)]
    public void Networks_that_were_not_fitted_take_what_is_predicted(string target, Target layout, double bound)
    {
        CostModel model = CostModel.Find(target).ShouldNotBeNull();
        double[] errors = [.. Recorded(target).Where(row => row.Subject.Schedule != "auto").Select(row => Error(model, layout, row.Subject, row.Instructions))];

        errors.Length.ShouldBeGreaterThan(8);
        errors.ShouldAllBe(error => Math.Abs(error) <= bound);
        errors.Average(Math.Abs).ShouldBeLessThanOrEqualTo(Math.Max(2 * model.TypicalError, 0.01));
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("cortex-m4", Target.Armv7em, 0.05)]
    [InlineData("cortex-m7", Target.Armv7em, 0.05)]
    [InlineData("rv32", Target.Rv32, 0.1)]
    [InlineData("esp32s3", Target.Esp32s3, 0.1)]
    public void Plans_that_were_chosen_take_what_is_predicted(string target, Target layout, double bound) =>
        Recorded(target).Where(row => row.Subject.Schedule == "auto")
            .ShouldAllBe(row => Math.Abs(Error(CostModel.Find(target)!, layout, row.Subject, row.Instructions)) <= bound);

    /// <summary>Calls that do the same are counted together: all of them one by one make the same.</summary>
    [Fact]
    public void Operators_take_what_their_calls_take_one_by_one()
    {
        foreach (string schedule in new[] { "layers", "stream", "patches:3x2:4" })
        {
            PlanWork work = new(new Subject("random-7", schedule).Plan(Target.Armv7em));
            Dictionary<string, double>[] together = [.. work.Operators().Select(terms => new Dictionary<string, double>(terms.Amounts))];
            foreach ((int op, CostTerms terms) in work.Calls())
            {
                foreach ((string term, double amount) in terms.Amounts)
                {
                    together[op][term] -= amount;
                }
            }

            together.SelectMany(terms => terms.Values).ShouldAllBe(left => Math.Abs(left) < 1e-6, schedule);
        }
    }

    [Fact]
    public void Of_a_target_without_counts_nothing_is_predicted() => CostModel.Find("host").ShouldBeNull();

    /// <summary>Least instructions within the SRAM, or least SRAM within the instructions.</summary>
    [Fact]
    public void The_choice_keeps_a_limit_of_instructions()
    {
        CostModel model = CostModel.Find("cortex-m4")!;
        PlanLimits limits = new() { InstructionsOf = plan => model.Of(plan).Instructions };
        PlanResult all = Planner.Plan(RandomNetworks.Graph(7), Target.Armv7em, limits);
        long[] times = [.. all.Front.Select(limits.InstructionsOf).Order()];
        long most = times[times.Length / 2];

        Plan chosen = Planner.Plan(RandomNetworks.Graph(7), Target.Armv7em, limits with { MostInstructions = most }).Chosen.ShouldNotBeNull();
        limits.InstructionsOf(chosen).ShouldBeLessThanOrEqualTo(most);
        chosen.PeakBytes.ShouldBe(all.Front.Where(plan => limits.InstructionsOf(plan) <= most).Min(plan => plan.PeakBytes));
        Planner.Plan(RandomNetworks.Graph(7), Target.Armv7em, limits with { MostInstructions = times[0] - 1 }).Chosen.ShouldBeNull();

        PlanLimits sram = limits with { SramBytes = chosen.PeakBytes };
        Plan fastest = Planner.Plan(RandomNetworks.Graph(7), Target.Armv7em, sram).Chosen.ShouldNotBeNull();
        limits.InstructionsOf(fastest).ShouldBe(all.Front.Where(plan => plan.PeakBytes <= chosen.PeakBytes).Min(limits.InstructionsOf));
    }

    private static double Error(CostModel model, Target layout, Subject subject, long measured) => (model.Of(subject.Plan(layout)).Instructions / (double)measured) - 1;

    private static IEnumerable<(Subject Subject, long Instructions)> Recorded(string target) =>
        File.ReadLines(Repository.Path($"tests/Networks/Costs/{target}.csv")).Skip(1).Select(line => line.Split(','))
            .Select(cells => (new Subject(cells[0], cells[1]), long.Parse(cells[2], CultureInfo.InvariantCulture)));
}
