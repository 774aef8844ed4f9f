// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Import.Passes;

/// <summary>
/// The channels that the outputs depend on, and what must stay with them. A convolution does not read an input channel through weights of
/// 0, nor one that is always the same value where that can join the bias: where no tap on padding would read another value instead.
/// Output channels that are always the same read nothing.
/// </summary>
internal sealed class LiveChannels
{
    private readonly ModelGraph _graph;
    private readonly ChannelRange[][] _ranges;
    private readonly ChannelTies _ties;
    private readonly HashSet<int> _live = [];

    private LiveChannels(ModelGraph graph, ChannelRange[][] ranges)
    {
        _graph = graph;
        _ranges = ranges;
        _ties = new ChannelTies(graph);
        foreach (Operator @operator in graph.Operators)
        {
            OperatorClasses.Of(@operator).Tie(new Node(graph, @operator), _ties);
        }
    }

    /// <summary>For each tensor the channels to keep, in order.</summary>
    /// <param name="block">Counts are rounded up to a multiple of this, as far as there are channels.</param>
    public static int[][] Of(ModelGraph graph, ChannelRange[][] ranges, int block)
    {
        LiveChannels live = new(graph, ranges);
        foreach (int tensor in live._ties.Pinned)
        {
            live._live.UnionWith(live.Sets(tensor));
        }

        do
        {
            live.Spread();
        }
        while (live.FillBlocks(block));

        return [.. Enumerable.Range(0, graph.Tensors.Length).Select(t => live.Kept(t).ToArray())];
    }

    private IEnumerable<int> Sets(int tensor) => Enumerable.Range(0, _graph.Tensors[tensor].Channels).Select(c => _ties.SetOf(tensor, c));

    private IEnumerable<int> Kept(int tensor) =>
        Enumerable.Range(0, _graph.Tensors[tensor].Channels).Where(c => _live.Contains(_ties.SetOf(tensor, c)));

    /// <summary>Adds what live channels read, until nothing is new.</summary>
    private void Spread()
    {
        int before;
        do
        {
            before = _live.Count;
            foreach (Node node in _graph.Operators.Reverse().Select(o => new Node(_graph, o)))
            {
                if (OperatorClasses.Of(node.Operator).Weights(node) is { IsFull: true } kernel)
                {
                    _live.UnionWith(Read(node, kernel).Select(c => _ties.SetOf(node.Operator.Inputs[0], c)));
                }
            }
        }
        while (_live.Count > before);
    }

    /// <summary>Input channels that live outputs of a convolution read.</summary>
    private IEnumerable<int> Read(Node convolution, KernelWeights weights)
    {
        (Tensor input, int output) = (convolution.Input(0), convolution.Operator.Output);
        bool[] onBorder = BorderTaps.Of(convolution.Window, input, convolution.Output);
        ChannelRange[] ranges = _ranges[convolution.Operator.Inputs[0]];
        int[] readers = Kept(output).Where(c => !_ranges[output][c].IsConstant).ToArray();
        return Enumerable.Range(0, input.Channels).Where(i => Enumerable.Range(0, weights.Taps).Any(tap =>
            !(ranges[i].IsConstant && (!onBorder[tap] || ranges[i].Low == input.ZeroPoint)) && readers.Any(c => weights[c, tap, i] != 0)));
    }

    /// <summary>Keeps some of the other channels where a tensor's count is no whole number of blocks: those that read nothing, if there are such.</summary>
    private bool FillBlocks(int block)
    {
        bool added = false;
        foreach (int tensor in _graph.Operators.SelectMany(o => o.Inputs.Append(o.Output)).Distinct())
        {
            int channels = _graph.Tensors[tensor].Channels;
            HashSet<int> kept = Kept(tensor).ToHashSet();
            int wanted = Math.Min(Math.Max((kept.Count + block - 1) / block, 1) * block, channels);
            IOrderedEnumerable<int> spare = Enumerable.Range(0, channels).Where(c => !kept.Contains(c)).OrderByDescending(c => _ranges[tensor][c].IsConstant);
            foreach (int channel in spare.Take(wanted - kept.Count))
            {
                added |= _live.Add(_ties.SetOf(tensor, channel));
            }
        }

        return added;
    }
}
