// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Planning;

/// <summary>What is known of an operator whatever stage it is in.</summary>
/// <param name="CanAccumulate">It can sum its input up as it arrives.</param>
/// <param name="ReducesToPixel">It makes one pixel of a feature map.</param>
/// <param name="MacsPerPixel">Multiply-accumulates for one pixel of its output.</param>
/// <param name="Rows">How its output depends on each of its inputs, along rows.</param>
/// <param name="Columns">Likewise along columns.</param>
internal sealed record OperatorFacts(bool CanAccumulate, bool ReducesToPixel, long MacsPerPixel, AxisMap[] Rows, AxisMap[] Columns)
{
    public static OperatorFacts Of(ModelGraph graph, Operator op)
    {
        Node node = new(graph, op);
        OperatorClass kind = OperatorClasses.Of(op);
        AxisMap[] Maps(Axis axis) => [.. Enumerable.Range(0, node.InputCount).Select(k => kind.Map(new Dependence(node, k, axis)))];
        return new OperatorFacts(kind.CanAccumulate(node), node.ReducesToPixel, MacCount.PerPixel(graph, op), Maps(Axis.Row), Maps(Axis.Column));
    }

    /// <summary>Dependence on each input.</summary>
    public AxisMap[] Maps(Axis axis) => axis == Axis.Row ? Rows : Columns;
}
