// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using Shouldly;
using Xunit;

namespace MCUNetV2.Planning.Tests;

/// <summary>Which runs of operators share what a stage search finds, and that sharing changes no plan.</summary>
public class OperatorRunTests
{
    private static readonly ModelGraph Graph = SmallNetworks.Of("squeeze");
    private static readonly ModelGraph Twice = SecondPass.Apply(Graph, SecondPass.AllOf(Graph));

    private static OperatorRun Run(ModelGraph graph, int first, int count) => new(graph, new Liveness(graph), first, count);

    [Fact]
    public void What_is_computed_again_is_an_equal_run_of_other_numbers()
    {
        int again = Twice.Operators.IndexOf(Twice.Operators.First(op => op.IsRepeated));
        int once = Enumerable.Range(0, again).Single(i => ReferenceEquals(Twice.Operators[i].Constants, Twice.Operators[again].Constants));
        OperatorRun copy = Run(Twice, again, 1);
        copy.ShouldBe(Run(Twice, once, 1));
        copy.Tensors.ShouldNotBe(Run(Twice, once, 1).Tensors);
        copy.ShouldBe(Run(Graph, once, 1));
    }

    [Fact]
    public void What_is_read_later_tells_runs_apart()
    {
        // Nobody needs the wide tensor after its mean where it is computed again.
        SecondPass pass = SecondPass.AllOf(Graph).ShouldHaveSingleItem();
        int producer = new Liveness(Graph).Producer(pass.Tensor);
        int length = Enumerable.Range(producer, Graph.Operators.Length - producer).First(i => Graph.Tensors[Graph.Operators[i].Output].IsPixel) - producer + 1;
        Run(Twice, producer, length).ShouldNotBe(Run(Graph, producer, length));
        Run(Twice, 0, producer).ShouldBe(Run(Graph, 0, producer));
    }

    [Fact]
    public void Shapes_and_windows_tell_runs_apart()
    {
        OperatorRun run = Run(Graph, 1, 2);
        int output = Graph.Operators[2].Output;
        ModelGraph wider = Graph with { Tensors = Graph.Tensors.SetItem(output, Graph.Tensors[output] with { Width = Graph.Tensors[output].Width + 1 }) };
        Run(wider, 1, 2).ShouldNotBe(run);
        Window window = Graph.Operators[2].Window;
        ModelGraph strided = Graph with { Operators = Graph.Operators.SetItem(2, Graph.Operators[2] with { Window = window with { StrideWidth = window.StrideWidth + 1 } }) };
        Run(strided, 1, 2).ShouldNotBe(run);
        Run(Graph, 1, 3).ShouldNotBe(run);
    }

    /// <summary>A search that knows what another network's runs need gives the plans of one that does not, down to every buffer.</summary>
    [Theory]
    [InlineData("squeeze")]
    [InlineData("decoder")]
    [InlineData("residual")]
    public void Stages_found_before_change_no_plan(string name)
    {
        ModelGraph graph = SmallNetworks.Of(name);
        ModelGraph variant = SecondPass.Apply(graph, SecondPass.AllOf(graph));
        FoundStages stages = new(Target.Portable);
        int most = Schedules.Layers(graph, Target.Portable).PeakBytes;
        foreach (WalkFamily family in Enum.GetValues<WalkFamily>())
        {
            new ScheduleSearch(graph, stages).Front(family, most, "auto").ShouldNotBeEmpty();
        }

        foreach (WalkFamily family in Enum.GetValues<WalkFamily>())
        {
            List<Plan> known = new ScheduleSearch(variant, stages).Front(family, most / 2, "auto");
            List<Plan> anew = new ScheduleSearch(variant, new FoundStages(Target.Portable)).Front(family, most / 2, "auto");
            known.Select(Describe).ShouldBe(anew.Select(Describe));
        }
    }

    private static string Describe(Plan plan) =>
        string.Join('\n', plan.Buffers.Select(buffer => buffer.ToString()).Prepend($"{plan.PeakBytes} {plan.Macs}"));
}
