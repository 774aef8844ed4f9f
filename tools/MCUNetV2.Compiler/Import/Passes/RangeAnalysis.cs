// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Import.Passes;

/// <summary>Interval arithmetic over a graph: bounds of every channel that hold for every input.</summary>
internal static class RangeAnalysis
{
    /// <summary>The ranges of each tensor's channels.</summary>
    public static ChannelRange[][] Of(ModelGraph graph)
    {
        ChannelRange[][] ranges = [.. graph.Tensors.Select(t => t.IsConstant ? OfConstant(t) : [])];
        foreach (Operator @operator in graph.Operators)
        {
            ChannelRange[][] inputs = [.. @operator.Inputs.Select(t => ranges[t])];
            ranges[@operator.Output] = [.. OperatorClasses.Of(@operator).Ranges(new Node(graph, @operator), inputs)];
        }

        return ranges;
    }

    private static ChannelRange[] OfConstant(Tensor tensor) => [.. Enumerable.Range(0, tensor.Channels).Select(channel =>
    {
        int[] values = Enumerable.Range(0, tensor.Height * tensor.Width).Select(i => (int)tensor.Constant[(i * tensor.Channels) + channel]).ToArray();
        return new ChannelRange(values.Min(), values.Max());
    })];
}
