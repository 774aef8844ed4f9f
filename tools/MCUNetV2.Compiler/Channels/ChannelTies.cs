// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Channels;

/// <summary>
/// Channels of different tensors that are kept or removed together, because an operator between them computes one from the other. Each set of
/// tied channels has a number. Operators say what they tie (<c>OperatorClass.Tie</c>).
/// </summary>
internal sealed class ChannelTies
{
    private readonly int[] _first;
    private readonly int[] _parent;

    /// <summary>No channel tied to another; the model's ends pinned.</summary>
    public ChannelTies(ModelGraph graph)
    {
        _first = new int[graph.Tensors.Length];
        int count = 0;
        for (int t = 0; t < _first.Length; t++)
        {
            _first[t] = count;
            count += graph.Tensors[t].Channels;
        }

        _parent = [.. Enumerable.Range(0, count)];
        Pinned.Add(graph.Input);
        Pinned.UnionWith(graph.Outputs);
    }

    /// <summary>Tensors of which every channel stays: the model's ends, and those that an operator mixes in ways that are not followed.</summary>
    public HashSet<int> Pinned { get; } = [];

    /// <summary>Number of the set that a channel belongs to.</summary>
    public int SetOf(int tensor, int channel)
    {
        int node = _first[tensor] + channel;
        while (_parent[node] != node)
        {
            node = _parent[node] = _parent[_parent[node]];
        }

        return node;
    }

    /// <summary>All channels of all tensors that the operator touches stay.</summary>
    public void Pin(Node node)
    {
        Pinned.UnionWith(node.Operator.Inputs);
        Pinned.Add(node.Operator.Output);
    }

    /// <summary>Channel c of the output comes from channel c of every input; where the counts differ, all stay.</summary>
    public void TieAlike(Node node)
    {
        if (Enumerable.Range(0, node.InputCount).Any(i => node.Input(i).Channels != node.Output.Channels))
        {
            Pin(node);
            return;
        }

        for (int i = 0; i < node.InputCount; i++)
        {
            Tie(node, i, c => c);
        }
    }

    /// <summary>Channel c of the output comes from channel <paramref name="inputOf"/>(c) of an input.</summary>
    public void Tie(Node node, int input, Func<int, int> inputOf)
    {
        for (int c = 0; c < node.Output.Channels; c++)
        {
            Tie(node.Operator.Inputs[input], inputOf(c), node.Operator.Output, c);
        }
    }

    /// <summary>Two channels are kept or removed together.</summary>
    public void Tie(int tensor0, int channel0, int tensor1, int channel1) => _parent[SetOf(tensor0, channel0)] = SetOf(tensor1, channel1);
}
