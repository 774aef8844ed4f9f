// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>What a walk along one axis needs and does, per slot of the stage.</summary>
/// <param name="Window">Most pixels present at a step.</param>
/// <param name="Line">Most pixels kept for the next step.</param>
/// <param name="Region">Most pixels computed in a step.</param>
/// <param name="Total">Pixels computed over all steps.</param>
/// <param name="Ends">Whether every stage output was completed.</param>
/// <param name="Trails">For each pair of <see cref="StageTopology.Successions"/>, how far its output must trail behind its input; rows only.</param>
internal sealed record AxisExtents(int[] Window, int[] Line, int[] Region, int[] Total, bool Ends, int[] Trails);

/// <summary>
/// Steps through a stage along one axis without computing: the twin of the engine's <c>intervals.c</c>, which says why the passes are as they are.
/// A search takes hundreds of thousands of steps in its first second: what each step runs is compiled with all optimisations at once.
/// </summary>
internal sealed class AxisSimulation
{
    private readonly StageTopology _stage;
    private readonly bool[] _keeps;
    private readonly int _driver;
    private readonly AxisLinks _links;
    private readonly int[] _outputs;
    private readonly int[] _sizes;
    private readonly int[] _begin;
    private readonly int[] _from;
    private readonly int[] _end;
    private readonly int[] _keep;
    private readonly bool[] _active;
    private readonly int[] _arrived; // the ends of step _ended, before regions settle
    private AxisWalk _walk;
    private int _ended;

    /// <inheritdoc cref="AxisSimulation(StageTopology, Axis, int)"/>
    /// <inheritdoc cref="Take" path="/param"/>
    public AxisSimulation(StageTopology stage, Axis axis, AxisWalk walk, bool[] keeps, int driver)
        : this(stage, axis, driver) => Take(walk, keeps);

    /// <summary>Takes one walk after another.</summary>
    /// <param name="stage">The run of operators.</param>
    /// <param name="axis">Along which to walk.</param>
    /// <param name="driver">Slot that paces <see cref="Pace.Arrival"/>.</param>
    public AxisSimulation(StageTopology stage, Axis axis, int driver)
    {
        _stage = stage;
        _driver = driver;
        _links = stage.LinksOf(axis);
        _outputs = stage.Outputs;
        int count = stage.Tensors.Length;
        _sizes = [.. Enumerable.Range(0, count).Select(slot => AxisMap.SizeOf(stage.TensorOf(slot), axis))];
        _keeps = new bool[count];
        _begin = new int[count];
        _from = new int[count];
        _end = new int[count];
        _keep = new int[count];
        _active = new bool[count];
        _arrived = new int[count];
    }

    /// <summary>Begins another walk.</summary>
    /// <param name="walk">Its steps.</param>
    /// <param name="keeps">Per slot: computed rows are kept for later steps. Ignored for whole slots.</param>
    public void Take(AxisWalk walk, bool[] keeps)
    {
        _walk = walk;
        _ended = -2;
        for (int i = 0; i < _keeps.Length; i++)
        {
            _keeps[i] = keeps[i] || _stage.IsWhole(i);
        }
    }

    /// <summary>First pixel present of each slot, after <see cref="Step"/>.</summary>
    public ReadOnlySpan<int> Begin => _begin;

    /// <summary>First pixel computed.</summary>
    public ReadOnlySpan<int> From => _from;

    /// <summary>One past the last pixel computed.</summary>
    public ReadOnlySpan<int> End => _end;

    /// <summary>First pixel that a later step reads.</summary>
    public ReadOnlySpan<int> Keep => _keep;

    /// <summary>Whether the step reads the slot for something that it computes.</summary>
    public ReadOnlySpan<bool> Active => _active;

    /// <summary>Most steps along an axis; <c>MCUNET_MAX_STEPS</c>.</summary>
    public const int MostSteps = 16384;

    /// <summary>Runs all steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AxisExtents Run()
    {
        int count = _sizes.Length;
        AxisExtents extents = new(new int[count], new int[count], new int[count], new int[count], true, new int[_stage.Successions.Length]);
        for (int step = 0; step < _walk.Count; step++)
        {
            Step(step);
            for (int i = 0; i < count; i++)
            {
                int region = _end[i] - _from[i];
                extents.Window[i] = Math.Max(extents.Window[i], _end[i] - _begin[i]);
                extents.Line[i] = Math.Max(extents.Line[i], _end[i] - _keep[i]);
                extents.Region[i] = Math.Max(extents.Region[i], region);
                extents.Total[i] += region;
            }

            for (int i = 0; i < _stage.Successions.Length; i++)
            {
                extents.Trails[i] = Math.Max(extents.Trails[i], Trail(_stage.Successions[i]));
            }
        }

        return extents with { Ends = OutputsComplete() };
    }

    /// <summary>Works out one step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(int step)
    {
        if (_ended != step - 1)
        {
            Ends(step - 1);
            _end.CopyTo(_arrived, 0);
        }

        _arrived.CopyTo(_from, 0);
        Ends(step);
        _end.CopyTo(_arrived, 0);
        _ended = step;
        if (step + 1 < _walk.Count)
        {
            KeepsForNext();
        }
        else
        {
            _end.CopyTo(_keep, 0);
        }

        Begins();
    }

    /// <summary>Bytes by which the output written so far would reach into input that is still read, did both start at the same address.</summary>
    private int Trail(Succession pair)
    {
        Graph.Tensor input = _stage.TensorOf(pair.Input);
        Graph.Tensor output = _stage.TensorOf(pair.Output);
        return (_end[pair.Output] * output.Width * output.Channels) - (_begin[pair.Input] * input.Width * input.Channels);
    }

    private bool OutputsComplete()
    {
        for (int i = 0; i < _sizes.Length; i++)
        {
            if (_stage.IsOutput[i] && _end[i] != _sizes[i])
            {
                return false;
            }
        }

        return true;
    }

    private void Ends(int step)
    {
        if (step < 0)
        {
            Array.Clear(_end);
        }
        else if (_walk.Pace == Pace.Arrival)
        {
            ArrivalEnds(step);
        }
        else
        {
            DemandEnds(step);
        }

        for (int i = 0; i < _end.Length; i++)
        {
            _end[i] = Math.Min(_end[i], _sizes[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ArrivalEnds(int step)
    {
        (int[] starts, int[] inputs, AxisMap[] maps) = _links;
        int[] end = _end;
        Array.Fill(end, AxisMap.Unbounded);
        end[_driver] = Math.Min(_walk.First + (step * _walk.Step), AxisMap.Unbounded);
        for (int i = 0; i < _outputs.Length; i++)
        {
            int least = end[_outputs[i]];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                least = Math.Min(least, maps[k].Arrival(end[inputs[k]]));
            }

            end[_outputs[i]] = least;
        }
    }

    private int Share(int size, int step) => size * (step + 1) / _walk.Count;

    private void DemandEnds(int step)
    {
        (int[] starts, int[] inputs, AxisMap[] maps) = _links;
        for (int i = 0; i < _end.Length; i++)
        {
            _end[i] = _stage.IsOutput[i] ? Share(_sizes[i], step) : 0;
        }

        for (int i = _outputs.Length - 1; i >= 0; i--)
        {
            int demanded = _end[_outputs[i]];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                ref readonly AxisMap map = ref maps[k];
                int end = map.Accumulates ? Share(map.InputSize, step) : map.End(demanded);
                _end[inputs[k]] = Math.Max(_end[inputs[k]], end);
            }
        }
    }

    private int Resume(int slot, int computed, int begin)
    {
        if (!_keeps[slot])
        {
            return begin;
        }

        return _stage.IsOutput[slot] ? computed : Math.Max(computed, begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void KeepsForNext()
    {
        (int[] starts, int[] inputs, AxisMap[] maps) = _links;
        int[] keep = _keep;
        _sizes.CopyTo(keep, 0);
        for (int i = _outputs.Length - 1; i >= 0; i--)
        {
            int output = _outputs[i];
            int from = Resume(output, _end[output], keep[output]);
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                ref readonly AxisMap map = ref maps[k];
                int input = inputs[k];
                keep[input] = Math.Min(keep[input], map.Accumulates ? _end[input] : map.Begin(from));
            }
        }

        for (int i = 0; i < keep.Length; i++)
        {
            keep[i] = Math.Min(keep[i], _end[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Begins()
    {
        (int[] starts, int[] inputs, AxisMap[] maps) = _links;
        int[] begin = _begin;
        _sizes.CopyTo(begin, 0);
        Array.Clear(_active);
        for (int i = _outputs.Length - 1; i >= 0; i--)
        {
            int output = _outputs[i];
            int from = Resume(output, _from[output], begin[output]);
            Settle(output, from);
            bool computes = _from[output] < _end[output];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                ref readonly AxisMap map = ref maps[k];
                int input = inputs[k];
                _active[input] |= map.Accumulates ? _from[input] < _end[input] : computes;
                begin[input] = Math.Min(begin[input], map.Accumulates ? _from[input] : map.Begin(from));
            }
        }
    }

    private void Settle(int slot, int resume)
    {
        _from[slot] = Math.Min(resume, _end[slot]);
        _begin[slot] = Math.Min(_begin[slot], _from[slot]);
        if (!_keeps[slot] && !_active[slot])
        {
            _end[slot] = _from[slot];
        }
    }
}
