// SPDX-License-Identifier: MIT
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
/// </summary>
internal sealed class AxisSimulation
{
    private readonly StageTopology _stage;
    private readonly AxisWalk _walk;
    private readonly bool[] _keeps;
    private readonly int _driver;
    private readonly AxisMap[][] _maps;
    private readonly int[] _sizes;
    private readonly int[] _begin;
    private readonly int[] _from;
    private readonly int[] _end;
    private readonly int[] _keep;
    private readonly bool[] _active;
    private readonly int[] _arrived; // the ends of step _ended, before regions settle
    private int _ended = -2;

    /// <param name="keeps">Per slot: computed rows are kept for later steps. Ignored for whole slots.</param>
    /// <param name="driver">Slot that paces <see cref="Pace.Arrival"/>.</param>
    public AxisSimulation(StageTopology stage, Axis axis, AxisWalk walk, bool[] keeps, int driver)
    {
        _stage = stage;
        _walk = walk;
        _driver = driver;
        _maps = stage.MapsOf(axis);
        int count = stage.Tensors.Length;
        _keeps = new bool[count];
        _sizes = new int[count];
        for (int i = 0; i < count; i++)
        {
            _keeps[i] = keeps[i] || stage.IsWhole(i);
            _sizes[i] = AxisMap.SizeOf(stage.TensorOf(i), axis);
        }

        _begin = new int[count];
        _from = new int[count];
        _end = new int[count];
        _keep = new int[count];
        _active = new bool[count];
        _arrived = new int[count];
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

    /// <summary>Steps until everything that arrives has gone through the stage, at least 1.</summary>
    public static int StepsNeeded(StageTopology stage, Axis axis, int first, int step, int driver)
    {
        AxisSimulation simulation = new(stage, axis, new AxisWalk(MostSteps, Pace.Arrival, first, step), new bool[stage.Tensors.Length], driver);
        int low = 1;
        int high = 1;
        while (!Completes(high))
        {
            low = high + 1;
            high *= 2;
            if (high > MostSteps)
            {
                return int.MaxValue;
            }
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Completes(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;

        bool Completes(int count)
        {
            simulation.Ends(count - 1);
            return simulation.OutputsComplete();
        }
    }

    /// <summary>Runs all steps.</summary>
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

    private void ArrivalEnds(int step)
    {
        Array.Fill(_end, AxisMap.Unbounded);
        _end[_driver] = Math.Min(_walk.First + (step * _walk.Step), AxisMap.Unbounded);
        for (int i = 0; i < _maps.Length; i++)
        {
            int output = _stage.Outputs[i];
            int[] inputs = _stage.Inputs[i];
            AxisMap[] maps = _maps[i];
            for (int k = 0; k < inputs.Length; k++)
            {
                _end[output] = Math.Min(_end[output], maps[k].Arrival(_end[inputs[k]]));
            }
        }
    }

    private int Share(int size, int step) => size * (step + 1) / _walk.Count;

    private void DemandEnds(int step)
    {
        for (int i = 0; i < _end.Length; i++)
        {
            _end[i] = _stage.IsOutput[i] ? Share(_sizes[i], step) : 0;
        }

        for (int i = _maps.Length - 1; i >= 0; i--)
        {
            int demanded = _end[_stage.Outputs[i]];
            int[] inputs = _stage.Inputs[i];
            AxisMap[] maps = _maps[i];
            for (int k = 0; k < inputs.Length; k++)
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

    private void KeepsForNext()
    {
        _sizes.CopyTo(_keep, 0);
        for (int i = _maps.Length - 1; i >= 0; i--)
        {
            int output = _stage.Outputs[i];
            int from = Resume(output, _end[output], _keep[output]);
            int[] inputs = _stage.Inputs[i];
            AxisMap[] maps = _maps[i];
            for (int k = 0; k < inputs.Length; k++)
            {
                ref readonly AxisMap map = ref maps[k];
                _keep[inputs[k]] = Math.Min(_keep[inputs[k]], map.Accumulates ? _end[inputs[k]] : map.Begin(from));
            }
        }

        for (int i = 0; i < _keep.Length; i++)
        {
            _keep[i] = Math.Min(_keep[i], _end[i]);
        }
    }

    private void Begins()
    {
        _sizes.CopyTo(_begin, 0);
        Array.Clear(_active);
        for (int i = _maps.Length - 1; i >= 0; i--)
        {
            int output = _stage.Outputs[i];
            int from = Resume(output, _from[output], _begin[output]);
            Settle(output, from);
            int[] inputs = _stage.Inputs[i];
            AxisMap[] maps = _maps[i];
            for (int k = 0; k < inputs.Length; k++)
            {
                int input = inputs[k];
                ref readonly AxisMap map = ref maps[k];
                _active[input] |= map.Accumulates ? _from[input] < _end[input] : _from[output] < _end[output];
                _begin[input] = Math.Min(_begin[input], map.Accumulates ? _from[input] : map.Begin(from));
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
