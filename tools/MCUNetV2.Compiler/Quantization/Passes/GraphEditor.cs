// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>A float graph that a pass changes: who computes and who reads each tensor, operators replaced, added and dropped.</summary>
internal sealed class GraphEditor
{
    private readonly FloatGraph _source;
    private readonly List<FloatTensor> _tensors;
    private readonly List<FloatOperator> _operators;
    private readonly Dictionary<int, FloatOperator> _producers;
    private readonly Dictionary<int, int> _readers;

    public GraphEditor(FloatGraph graph)
    {
        _source = graph;
        _tensors = [.. graph.Tensors];
        _operators = [.. graph.Operators];
        _producers = _operators.ToDictionary(step => step.Output);
        _readers = _operators.SelectMany(step => step.Inputs).Concat(graph.Outputs).CountBy(tensor => tensor).ToDictionary();
    }

    /// <summary>The operators as they are now; safe to change the graph while walking through them.</summary>
    public IReadOnlyList<FloatOperator> Operators => [.. _operators];

    public FloatTensor this[int tensor] => _tensors[tensor];

    /// <summary>The operator that computes a tensor; null for the input and constants.</summary>
    public FloatOperator? ProducerOf(int tensor) => _producers.GetValueOrDefault(tensor);

    /// <summary>Whether one operator reads the tensor, once, and the network does not give it out.</summary>
    public bool HasOneReader(int tensor) => _readers.GetValueOrDefault(tensor) == 1;

    /// <summary>Whether the operator is still part of the graph.</summary>
    public bool Contains(FloatOperator step) => _producers.GetValueOrDefault(step.Output) is { } current && ReferenceEquals(current, step);

    public int Add(FloatTensor tensor)
    {
        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    /// <summary>Puts an operator into the place of another.</summary>
    public void Replace(FloatOperator step, FloatOperator by)
    {
        Count(step, -1);
        _producers.Remove(step.Output);
        _operators[_operators.IndexOf(step)] = by;
        Count(by, 1);
        _producers[by.Output] = by;
    }

    /// <summary>Takes an operator out; nothing may read its output any more.</summary>
    public void Remove(FloatOperator step)
    {
        Count(step, -1);
        if (Contains(step))
        {
            _producers.Remove(step.Output);
        }

        _operators.Remove(step);
    }

    /// <summary>Puts an operator before another.</summary>
    public void InsertBefore(FloatOperator step, FloatOperator added)
    {
        _operators.Insert(_operators.IndexOf(step), added);
        Count(added, 1);
        _producers[added.Output] = added;
    }

    /// <summary>The graph without operators that lead to no output, and without tensors that no operator knows.</summary>
    public FloatGraph ToGraph()
    {
        HashSet<int> needed = [.. _source.Outputs];
        foreach (FloatOperator step in Enumerable.Reverse(_operators).Where(step => needed.Contains(step.Output)))
        {
            needed.UnionWith(step.Inputs);
        }

        needed.Add(_source.Input);
        int[] kept = [.. Enumerable.Range(0, _tensors.Count).Where(needed.Contains)];
        Dictionary<int, int> numbers = kept.Select((tensor, number) => (tensor, number)).ToDictionary(pair => pair.tensor, pair => pair.number);
        return _source with
        {
            Tensors = [.. kept.Select(tensor => _tensors[tensor])],
            Operators =
            [
                .. _operators.Where(step => needed.Contains(step.Output))
                    .Select(step => step with { Inputs = [.. step.Inputs.Select(tensor => numbers[tensor])], Output = numbers[step.Output] }),
            ],
            Input = numbers[_source.Input],
            Outputs = [.. _source.Outputs.Select(tensor => numbers[tensor])],
        };
    }

    private void Count(FloatOperator step, int by)
    {
        foreach (int tensor in step.Inputs)
        {
            _readers[tensor] = _readers.GetValueOrDefault(tensor) + by;
        }
    }
}
