// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Networks.Search;

/// <summary>
/// Where a network looks around and where it computes: before or after the point up to which its plan streams the image. MCUNetV2 (Lin et al. 2021) redistributes
/// the receptive field: little of it where patches would overlap, more of it later.
/// </summary>
/// <param name="Operators">Of the stage that streams the image, the input not counted.</param>
/// <param name="ReceptiveField">Height and width, in pixels of the input, that one value of its last output sees.</param>
/// <param name="MacShare">Its part of all MACs, 0 to 1.</param>
/// <param name="HaloOverhead">MACs more, as a part of all, were it walked in classic patches, 3 x 3 of them with recomputed halos.</param>
/// <param name="EarlyKernel">Mean kernel of its depthwise convolutions; 0 when it has none. The next three likewise.</param>
/// <param name="LateKernel">The same of what follows it.</param>
/// <param name="EarlyExpansion">Mean widening of its pointwise convolutions that widen.</param>
/// <param name="LateExpansion">The same of what follows it.</param>
public sealed record Redistribution(
    int Operators, int ReceptiveField, double MacShare, double HaloOverhead, double EarlyKernel, double LateKernel, double EarlyExpansion, double LateExpansion)
{
    private const int Grid = 3;

    /// <summary>Of the plan's first stage; null when that is not a streamed one.</summary>
    public static Redistribution? Of(Plan plan)
    {
        StagePlan first = plan.Stages[0];
        int count = first.OperatorCount - 1;
        if (count < 1 || first.Patches == 1)
        {
            return null;
        }

        ModelGraph graph = plan.Graph;
        Operator[] early = [.. graph.Operators.Skip(1).Take(count)], late = [.. graph.Operators.Skip(1 + count)];
        Tensor output = graph.Tensors[early[^1].Output];
        Plan patches = Schedules.Patches(graph, plan.Target, Math.Min(Grid, output.Height), Math.Min(Grid, output.Width), count);
        return new Redistribution(
            count, Field(early), early.Sum(op => MacCount.Of(graph, op)) / (double)MacCount.Of(graph), patches.Overhead - 1,
            Kernel(early), Kernel(late), Expansion(graph, early), Expansion(graph, late));
    }

    private static int Field(IEnumerable<Operator> operators)
    {
        int field = 1, step = 1;
        foreach (Operator op in operators)
        {
            field += (op.Window.ExtentHeight - 1) * step;
            step *= op.Window.StrideHeight;
        }

        return field;
    }

    private static double Kernel(IEnumerable<Operator> operators) =>
        operators.Where(op => op.Kind == OperatorKind.DepthwiseConv2D).Select(op => (double)op.Window.KernelHeight).DefaultIfEmpty().Average();

    private static double Expansion(ModelGraph graph, IEnumerable<Operator> operators) =>
        operators.Where(op => op.Kind == OperatorKind.Conv2D && op.Window == Window.Pointwise)
            .Select(op => graph.Tensors[op.Output].Channels / (double)graph.Tensors[op.Inputs[0]].Channels).Where(ratio => ratio > 1).DefaultIfEmpty().Average();
}
