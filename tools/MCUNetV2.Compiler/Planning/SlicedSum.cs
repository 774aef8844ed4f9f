// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// A convolution to many channels and the mean of each, in slices of channels one after another: the accumulators of one slice, 4 bytes a channel, are
/// all that exists at once. Each slice reads the convolution's input once more, and no multiplication is done twice.
/// </summary>
/// <param name="First">Number of the convolution; tables and the mean follow it.</param>
/// <param name="Count">Operators in all.</param>
/// <param name="Channels">Channels of the convolution's output.</param>
internal sealed record SlicedSum(int First, int Count, int Channels)
{
    /// <summary>Slices start at whole vectors of any backend's weights.</summary>
    private const int SliceMultiple = 16;

    private const int AccumulatorBytes = 4;

    /// <summary>Bytes without slices: accumulators, their sums, a pixel of the convolution.</summary>
    public int FloorBytes => Channels * (AccumulatorBytes + 2);

    /// <summary>Whether there are channels for that many slices.</summary>
    public bool Allows(int slices) => SliceOf(slices) * (slices - 1) < Channels;

    /// <summary>Every such pair of a network.</summary>
    public static ImmutableArray<SlicedSum> AllOf(ModelGraph graph) =>
        [.. Enumerable.Range(0, graph.Operators.Length).Select(i => Of(graph, i)).OfType<SlicedSum>()];

    /// <summary>The network with its sum in slices, whose results are joined.</summary>
    public ModelGraph Apply(ModelGraph graph, int slices)
    {
        ImmutableArray<Tensor>.Builder tensors = graph.Tensors.ToBuilder();
        ImmutableArray<Operator>.Builder operators = graph.Operators.Take(First).ToImmutableArray().ToBuilder();
        var parts = ImmutableArray.CreateBuilder<int>();
        for (int from = 0; from < Channels; from += SliceOf(slices))
        {
            int count = Math.Min(SliceOf(slices), Channels - from);
            int input = graph.Operators[First].Inputs[0];
            foreach (Operator op in graph.Operators.AsSpan(First, Count))
            {
                tensors.Add(graph.Tensors[op.Output] with { Channels = count });
                Constants? constants = op.Constants is ConvolutionConstants convolution ? Slice(convolution, from, count) : op.Constants;
                operators.Add(op with { Inputs = [input], Output = tensors.Count - 1, Constants = constants });
                input = tensors.Count - 1;
            }

            parts.Add(input);
        }

        Operator last = graph.Operators[First + Count - 1];
        operators.Add(new Operator(OperatorKind.Concatenation, parts.ToImmutable(), last.Output, last.Source) { Parameter = (int)Axis.Channel });
        operators.AddRange(graph.Operators.Skip(First + Count));
        return graph with { Tensors = tensors.ToImmutable(), Operators = operators.ToImmutable() };
    }

    private static SlicedSum? Of(ModelGraph graph, int first)
    {
        if (graph.Operators[first] is not { Kind: OperatorKind.Conv2D, Parameter: 1, Constants: ConvolutionConstants } convolution)
        {
            return null;
        }

        int last = first + 1;
        while (last < graph.Operators.Length && IsOnlyReader(graph, last) && graph.Operators[last].Kind == OperatorKind.Lookup)
        {
            last++;
        }

        return last < graph.Operators.Length && IsOnlyReader(graph, last) && graph.Operators[last] is { Kind: OperatorKind.Mean } mean
            && OperatorClasses.Of(mean).CanAccumulate(new Node(graph, mean))
            ? new SlicedSum(first, last - first + 1, graph.Tensors[convolution.Output].Channels)
            : null;
    }

    /// <summary>Whether the operator reads what the one before it makes, and nothing else does.</summary>
    private static bool IsOnlyReader(ModelGraph graph, int op)
    {
        int made = graph.Operators[op - 1].Output;
        return graph.Operators[op].Inputs is [var read] && read == made && !graph.Outputs.Contains(made)
            && graph.Operators.Sum(other => other.Inputs.Count(input => input == made)) == 1;
    }

    private static ConvolutionConstants Slice(ConvolutionConstants of, int from, int count)
    {
        int weights = of.Weights.Length / of.Bias.Length;
        return new ConvolutionConstants(
            of.Bias.Slice(from, count), of.Multiplier.Slice(from, count), of.Shift.Slice(from, count), of.Weights.Slice(from * weights, count * weights));
    }

    private int SliceOf(int slices) => ((Channels + slices - 1) / slices + SliceMultiple - 1) / SliceMultiple * SliceMultiple;
}
