using System.Collections.Immutable;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Import.Passes.Channels;

/// <summary>Interval arithmetic over a graph: bounds of every channel that hold for every input.</summary>
internal sealed class RangeAnalysis
{
    private readonly ModelGraph _graph;
    private readonly ChannelRange[][] _ranges;

    private RangeAnalysis(ModelGraph graph)
    {
        _graph = graph;
        _ranges = [.. graph.Tensors.Select(t => t.IsConstant ? OfConstant(t) : [])];
    }

    /// <summary>The ranges of each tensor's channels.</summary>
    public static ChannelRange[][] Of(ModelGraph graph)
    {
        var analysis = new RangeAnalysis(graph);
        foreach (var @operator in graph.Operators)
        {
            analysis._ranges[@operator.Output] = [.. analysis.OfOutput(@operator)];
        }

        return analysis._ranges;
    }

    private static ChannelRange[] OfConstant(Tensor tensor) => [.. Enumerable.Range(0, tensor.Channels).Select(channel =>
    {
        var values = Enumerable.Range(0, tensor.Height * tensor.Width).Select(i => (int)tensor.Constant[(i * tensor.Channels) + channel]).ToArray();
        return new ChannelRange(values.Min(), values.Max());
    })];

    private IEnumerable<ChannelRange> OfOutput(Operator @operator)
    {
        var output = _graph.Tensors[@operator.Output];
        var inputs = @operator.Inputs.Select(t => _ranges[t]).ToArray();
        return @operator.Kind switch
        {
            OperatorKind.Conv2D or OperatorKind.DepthwiseConv2D => ConvolutionRanges.Of(_graph, @operator, inputs[0]),
            OperatorKind.Add or OperatorKind.Sub or OperatorKind.Mul when inputs.All(i => i.Length == output.Channels) =>
                inputs[0].Zip(inputs[1], (a, b) => ElementwiseRanges.Of(_graph, @operator, a, b)),
            OperatorKind.Lookup => inputs[0].Select(range => OfTable(((LookupConstants)@operator.Constants!).Table, range)),
            OperatorKind.MaxPool2D or OperatorKind.AveragePool2D =>
                inputs[0].Select(range => range.Clamp(@operator.ActivationMin, @operator.ActivationMax)),
            OperatorKind.Mean => inputs[0].Select(range => OfMean(@operator, output, range)),
            OperatorKind.Pad => OfPadded(@operator, output, inputs[0]),
            OperatorKind.ResizeNearest => inputs[0],
            OperatorKind.Concatenation => @operator.Parameter == (int)Axis.Channel
                ? inputs.SelectMany(i => i)
                : inputs.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x.Union(y))]),
            OperatorKind.Reshape or OperatorKind.Transpose when ChannelTies.KeepsChannels(_graph, @operator) => inputs[0],
            _ => Enumerable.Repeat(ChannelRange.Full, output.Channels),
        };
    }

    private static ChannelRange OfTable(ImmutableArray<sbyte> table, ChannelRange range)
    {
        var values = Enumerable.Range(range.Low, range.High - range.Low + 1).Select(x => (int)table[(byte)(sbyte)x]).ToArray();
        return new ChannelRange(values.Min(), values.Max());
    }

    private static ChannelRange OfMean(Operator @operator, Tensor output, ChannelRange range)
    {
        var constants = (MeanConstants)@operator.Constants!;
        var count = @operator.Window.KernelHeight * @operator.Window.KernelWidth;
        var factor = new QuantizedMultiplier(constants.Multiplier, constants.Shift);
        return Requantization.Of(
            constants.Offset + ((long)count * range.Low), constants.Offset + ((long)count * range.High), factor, output.ZeroPoint,
            @operator.ActivationMin, @operator.ActivationMax);
    }

    private static IEnumerable<ChannelRange> OfPadded(Operator @operator, Tensor output, ChannelRange[] input)
    {
        for (var channel = 0; channel < output.Channels; channel++)
        {
            var source = channel - @operator.Parameter;
            var fill = new ChannelRange(output.ZeroPoint, output.ZeroPoint);
            yield return source >= 0 && source < input.Length ? input[source].Union(fill) : fill;
        }
    }
}
