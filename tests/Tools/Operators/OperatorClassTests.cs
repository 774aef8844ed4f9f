// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Operators;

public class OperatorClassTests
{
    [Fact]
    public void Every_kind_has_one_class_in_the_order_of_the_numbers() =>
        OperatorClasses.All.Select(c => c.Kind).ShouldBe(Enum.GetValues<OperatorKind>());

    [Fact]
    public void Every_source_operator_is_imported_in_one_way()
    {
        BuiltinOperator[] codes = OperatorClasses.Sources.SelectMany(s => s.Codes).ToArray();
        codes.Distinct().Count().ShouldBe(codes.Length);
        codes.ShouldAllBe(code => OperatorClasses.SourceOf(code) != null);
    }

    [Fact]
    public void Every_source_operator_is_documented()
    {
        string text = File.ReadAllText(Repository.Path("docs/OPERATORS.md"));
        OperatorClasses.Sources.SelectMany(s => s.Codes).Select(code => code.ToString()).Where(name => !text.Contains(name)).ShouldBeEmpty();
    }

    /// <summary>What a class does not say must not be taken for "pointwise".</summary>
    [Fact]
    public void A_class_that_says_nothing_is_answered_safely()
    {
        Silent silent = new();
        Operator @operator = new(silent.Kind, [0], 1, 0);
        ModelGraph graph = new(
            "", [new Tensor("in", 6, 6, 3, 1f, 0), new Tensor("out", 6, 6, 3, 1f, 0)], [new Operator(OperatorKind.Input, [], 0, -1), @operator], [1]);
        Node node = new(graph, @operator);

        AxisMap map = silent.Map(new Dependence(node, 0, Axis.Row));
        (map.Begin(4), map.End(1), map.Arrival(5)).ShouldBe((0, 6, 0));
        silent.CanAccumulate(node).ShouldBeFalse();
        silent.Overwrites(@operator, 0).ShouldBe(Overwriting.Never);
        silent.Ranges(node, [[new ChannelRange(0, 1), new ChannelRange(0, 1), new ChannelRange(0, 1)]]).ShouldAllBe(range => range == ChannelRange.Full);
        silent.Weights(node).ShouldBeNull();
        silent.HasClamp.ShouldBeFalse();
        silent.KeepsBytes.ShouldBeFalse();

        ChannelTies ties = new(graph);
        ties.Pinned.Clear();
        silent.Tie(node, ties);
        ties.Pinned.Order().ShouldBe([0, 1]);
    }

    private sealed class Silent() : OperatorClass((OperatorKind)250);
}
