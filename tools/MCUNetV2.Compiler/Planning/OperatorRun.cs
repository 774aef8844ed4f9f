// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Operators in a row and the tensors that they touch, each with a slot. Two runs are equal where they compute the same of tensors of the same shapes, wired in the same way and with the
/// same ones read afterwards, whatever numbers these have in their graphs: what is a good stage for one is a good one for the other.
/// </summary>
internal sealed class OperatorRun : IEquatable<OperatorRun>
{
    private readonly int _hash;

    public OperatorRun(ModelGraph graph, Liveness liveness, int first, int count)
    {
        Graph = graph;
        First = first;
        Operators = graph.Operators.AsSpan(first, count).ToImmutableArray();
        Dictionary<int, int> slots = new();
        ImmutableArray<int>.Builder tensors = ImmutableArray.CreateBuilder<int>();
        int SlotOf(int tensor)
        {
            if (!slots.TryGetValue(tensor, out int slot))
            {
                slots[tensor] = slot = tensors.Count;
                tensors.Add(tensor);
            }

            return slot;
        }

        Inputs = new int[count][];
        for (int i = 0; i < count; i++)
        {
            ImmutableArray<int> inputs = Operators[i].Inputs;
            Inputs[i] = new int[inputs.Length];
            for (int k = 0; k < inputs.Length; k++)
            {
                Inputs[i][k] = SlotOf(inputs[k]);
            }
        }

        Outputs = new int[count];
        for (int i = 0; i < count; i++)
        {
            Outputs[i] = SlotOf(Operators[i].Output);
        }

        Tensors = tensors.DrainToImmutable();
        IsReadLater = new bool[Tensors.Length];
        for (int slot = 0; slot < Tensors.Length; slot++)
        {
            IsReadLater[slot] = liveness.LastUse(Tensors[slot]) >= first + count;
        }

        _hash = Hash();
    }

    public ModelGraph Graph { get; }

    /// <summary>Number of the first operator in the graph.</summary>
    public int First { get; }

    public ImmutableArray<Operator> Operators { get; }

    /// <summary>Tensor of each slot: the inputs in the order in which they are read, then what is left of the outputs.</summary>
    public ImmutableArray<int> Tensors { get; }

    /// <summary>Slots of each operator's inputs.</summary>
    public int[][] Inputs { get; }

    /// <summary>Slot of each operator's output.</summary>
    public int[] Outputs { get; }

    /// <summary>Whether an operator after the run reads the slot's tensor, or the model returns it.</summary>
    public bool[] IsReadLater { get; }

    /// <inheritdoc/>
    public bool Equals(OperatorRun? other)
    {
        if (other is null || other._hash != _hash || !IsReadLater.AsSpan().SequenceEqual(other.IsReadLater) || !Outputs.AsSpan().SequenceEqual(other.Outputs))
        {
            return false;
        }

        for (int i = 0; i < Inputs.Length; i++)
        {
            if (!ComputesTheSame(Operators[i], other.Operators[i]) || !Inputs[i].AsSpan().SequenceEqual(other.Inputs[i]))
            {
                return false;
            }
        }

        for (int slot = 0; slot < Tensors.Length; slot++)
        {
            if (!HasTheShapeOf(Graph.Tensors[Tensors[slot]], other.Graph.Tensors[other.Tensors[slot]]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OperatorRun);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private static bool ComputesTheSame(Operator one, Operator other) =>
        one.Kind == other.Kind && one.Source == other.Source && one.Parameter == other.Parameter && one.Window == other.Window && ReferenceEquals(one.Constants, other.Constants);

    private static bool HasTheShapeOf(Tensor one, Tensor other) =>
        one.Height == other.Height && one.Width == other.Width && one.Channels == other.Channels && one.IsConstant == other.IsConstant;

    private int Hash()
    {
        HashCode hash = default;
        foreach (Operator op in Operators)
        {
            hash.Add((op.Kind, op.Source, op.Parameter));
        }

        foreach (bool isReadLater in IsReadLater)
        {
            hash.Add(isReadLater);
        }

        return hash.ToHashCode();
    }
}
