// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Slots of a whole input that dies in a stage and of a whole output that it makes.</summary>
internal readonly record struct Succession(int Input, int Output);

/// <summary>Which tensors a run of operators touches and how they depend on each other; the same for every walk over it.</summary>
internal sealed record StageTopology
{
    private readonly AxisLinks[] _links;
    private readonly (int First, int Last)[] _lives;

    public StageTopology(ModelGraph graph, Liveness liveness, int firstOperator, int operatorCount)
        : this(
            new OperatorRun(graph, liveness, firstOperator, operatorCount),
            graph.Operators[firstOperator..(firstOperator + operatorCount)].Select(op => OperatorFacts.Of(graph, op)).ToArray())
    {
    }

    /// <param name="facts">Of the operators of the run.</param>
    public StageTopology(OperatorRun run, ReadOnlyMemory<OperatorFacts> facts)
    {
        Run = run;
        IsProduced = new bool[Tensors.Length];
        foreach (int output in Outputs)
        {
            IsProduced[output] = true;
        }

        IsOutput = [.. IsProduced.Zip(run.IsReadLater, (produced, later) => produced && later)];
        Accumulates = Operators.Select((_, i) => facts.Span[i].CanAccumulate && IsProduced[Inputs[i][0]] && !IsOutput[Inputs[i][0]] && !IsReadWithin(Outputs[i])).ToArray();
        Moving = [.. Enumerable.Range(0, Tensors.Length).Where(slot => !IsWhole(slot))];
        Widths = [.. Tensors.Select(t => Graph.Tensors[t].Width)];
        Channels = [.. Tensors.Select(t => Graph.Tensors[t].Channels)];
        _lives = [.. Tensors.Select((_, slot) => Life(slot))];
        Successions = [.. from input in Enumerable.Range(0, Tensors.Length)
                          where !IsProduced[input] && !IsReadLater(input) && !TensorOf(input).IsConstant
                          from output in Enumerable.Range(0, Tensors.Length)
                          where IsOutput[output]
                          select new Succession(input, output)];
        Overwritable = [.. Operators.Select((_, i) => InPlaceRule.Allowed(this, i))];
        MacsPerPixel = [.. Operators.Select((_, i) => facts.Span[i].MacsPerPixel)];
        _links = [Links(facts, Axis.Row), Links(facts, Axis.Column)];
        IsSymmetric = Tensors.All(t => IsSquare(Graph.Tensors[t]))
            && _links[0].Maps.Zip(_links[1].Maps).All(link => link.First.IsLike(link.Second));
        IsStopped = Operators.SkipLast(1).Where((_, i) => facts.Span[i].ReducesToPixel).Any();
    }

    /// <summary>The operators; an equal run's place may be taken by another one's.</summary>
    public OperatorRun Run { get; init; }

    public ModelGraph Graph => Run.Graph;

    public int FirstOperator => Run.First;

    public ImmutableArray<Operator> Operators => Run.Operators;

    /// <inheritdoc cref="OperatorRun.Tensors"/>
    public ImmutableArray<int> Tensors => Run.Tensors;

    /// <inheritdoc cref="OperatorRun.Inputs"/>
    public int[][] Inputs => Run.Inputs;

    /// <inheritdoc cref="OperatorRun.Outputs"/>
    public int[] Outputs => Run.Outputs;

    /// <summary>Whether the stage itself computes the slot's tensor.</summary>
    public bool[] IsProduced { get; }

    /// <summary>Slots of which a walk holds a part: computed by the stage, and not read after it.</summary>
    public int[] Moving { get; }

    /// <summary>Columns of each slot's tensor.</summary>
    public int[] Widths { get; }

    /// <summary>Channels of each slot's tensor.</summary>
    public int[] Channels { get; }

    /// <summary>Whether the slot's tensor is read after the stage.</summary>
    public bool[] IsOutput { get; }

    /// <summary>
    /// Operators over all of an input that this stage computes: in a walk, they sum it up as it arrives. What they give is complete only after
    /// the last patch, so it must not be read within the stage.
    /// </summary>
    public bool[] Accumulates { get; }

    /// <summary>How each operator could write over each of its inputs; a walk may forbid it.</summary>
    public Overwriting[][] Overwritable { get; }

    /// <summary>Multiply-accumulates for one pixel of each operator's output.</summary>
    public long[] MacsPerPixel { get; }

    /// <summary>Rows and columns behave alike: square tensors, and the same dependences along both.</summary>
    public bool IsSymmetric { get; }

    /// <summary>Something before the end is reduced to a pixel, for which all that follows would wait.</summary>
    public bool IsStopped { get; }

    /// <summary>Whether a walk through the run can save anything: something in it is larger than a pixel, and nothing stops it.</summary>
    public bool IsWorthWalking => Operators.Any(op => !Graph.Tensors[op.Output].IsPixel) && !IsStopped;

    /// <summary>Pairs of a whole input that is read for the last time and a whole output: rows of one may take the place of the other's.</summary>
    public ImmutableArray<Succession> Successions { get; }

    public Tensor TensorOf(int slot) => Graph.Tensors[Tensors[slot]];

    /// <summary>Held whole whatever the walk: made before, constant, or read after.</summary>
    public bool IsWhole(int slot) => !IsProduced[slot] || IsOutput[slot];

    /// <summary>Whether an operator after the stage reads the slot's tensor, or the model returns it.</summary>
    public bool IsReadLater(int slot) => Run.IsReadLater[slot];

    /// <summary>First and last operator of the stage between which a slot that the stage computes is in use within a patch.</summary>
    public (int First, int Last) LifeOf(int slot) => _lives[slot];

    /// <summary>Dependence of each operator on each of its inputs.</summary>
    public AxisLinks LinksOf(Axis axis) => _links[(int)axis];

    private AxisLinks Links(ReadOnlyMemory<OperatorFacts> facts, Axis axis)
    {
        int[] starts = new int[Operators.Length + 1];
        for (int i = 0; i < Operators.Length; i++)
        {
            starts[i + 1] = starts[i] + Inputs[i].Length;
        }

        AxisMap[] maps = [.. Operators.SelectMany((op, i) => Accumulates[i]
            ? op.Inputs.Select((_, k) => AxisMap.Summed(new Dependence(new Node(Graph, op), k, axis)))
            : facts.Span[i].Maps(axis))];
        return new AxisLinks(starts, [.. Inputs.SelectMany(inputs => inputs)], maps);
    }

    private static bool IsSquare(Tensor tensor) => tensor.Height == tensor.Width;

    private bool IsReadWithin(int slot) => Inputs.Any(inputs => Array.IndexOf(inputs, slot) >= 0);

    private (int First, int Last) Life(int slot)
    {
        int first = Math.Max(0, Array.IndexOf(Outputs, slot));
        int last = Array.FindLastIndex(Inputs, inputs => Array.IndexOf(inputs, slot) >= 0);
        return (first, Math.Max(first, last));
    }
}
