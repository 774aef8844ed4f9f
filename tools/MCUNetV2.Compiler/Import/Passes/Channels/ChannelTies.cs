using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Import.Passes.Channels;

/// <summary>
/// Channels of different tensors that are kept or removed together, because an operator between them computes one from the other: all
/// but full convolutions, which can drop any input and any output. Each set of tied channels has a number.
/// </summary>
internal sealed class ChannelTies
{
    private readonly ModelGraph _graph;
    private readonly int[] _first;
    private readonly int[] _parent;

    private ChannelTies(ModelGraph graph)
    {
        _graph = graph;
        _first = new int[graph.Tensors.Length];
        var count = 0;
        for (var t = 0; t < _first.Length; t++)
        {
            _first[t] = count;
            count += graph.Tensors[t].Channels;
        }

        _parent = [.. Enumerable.Range(0, count)];
    }

    /// <summary>Tensors of which every channel stays: the model's ends, and those that an operator mixes in ways that are not followed.</summary>
    public HashSet<int> Pinned { get; } = [];

    public static ChannelTies Of(ModelGraph graph)
    {
        var ties = new ChannelTies(graph);
        ties.Pinned.Add(graph.Input);
        ties.Pinned.UnionWith(graph.Outputs);
        foreach (var @operator in graph.Operators)
        {
            ties.Add(@operator);
        }

        return ties;
    }

    /// <summary>Channel c of the output is made of channel c of the input alone, though pixels move.</summary>
    public static bool KeepsChannels(ModelGraph graph, Operator @operator) =>
        graph.Tensors[@operator.Inputs[0]].Channels == graph.Tensors[@operator.Output].Channels &&
        (@operator.Kind != OperatorKind.Transpose || (@operator.Parameter >> 4 & 3) == (int)Axis.Channel);

    /// <summary>Number of the set that a channel belongs to.</summary>
    public int SetOf(int tensor, int channel)
    {
        var node = _first[tensor] + channel;
        while (_parent[node] != node)
        {
            node = _parent[node] = _parent[_parent[node]];
        }

        return node;
    }

    private void Add(Operator @operator)
    {
        var channels = _graph.Tensors[@operator.Output].Channels;
        switch (@operator.Kind)
        {
            case OperatorKind.Input:
            case OperatorKind.Conv2D when @operator.Parameter == 1:
                break;
            case OperatorKind.DepthwiseConv2D:
                Tie(@operator, 0, c => c / @operator.Parameter);
                break;
            case OperatorKind.Concatenation when @operator.Parameter == (int)Axis.Channel:
                var before = 0;
                foreach (var input in @operator.Inputs)
                {
                    for (var c = 0; c < _graph.Tensors[input].Channels; c++)
                    {
                        Tie(input, c, @operator.Output, before + c);
                    }

                    before += _graph.Tensors[input].Channels;
                }

                break;
            case OperatorKind.Conv2D or OperatorKind.Softmax:
            case var _ when @operator.Inputs.Any(t => _graph.Tensors[t].Channels != channels) || !KeepsChannels(_graph, @operator):
                Pinned.UnionWith(@operator.Inputs);
                Pinned.Add(@operator.Output);
                break;
            default:
                for (var i = 0; i < @operator.Inputs.Length; i++)
                {
                    Tie(@operator, i, c => c);
                }

                break;
        }
    }

    private void Tie(Operator @operator, int input, Func<int, int> inputOf)
    {
        for (var c = 0; c < _graph.Tensors[@operator.Output].Channels; c++)
        {
            Tie(@operator.Inputs[input], inputOf(c), @operator.Output, c);
        }
    }

    private void Tie(int tensor0, int channel0, int tensor1, int channel1) => _parent[SetOf(tensor0, channel0)] = SetOf(tensor1, channel1);
}
