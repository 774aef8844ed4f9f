// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Compiler.Cost;

/// <summary>All steps of a stage along one axis.</summary>
internal sealed class AxisSteps
{
    private readonly SlotSpan[][] _slots;  // [step][slot]
    private readonly AxisSpan[][] _calls;  // [step][operator]
    private readonly int[] _outputs;

    public AxisSteps(StageTopology topology, StagePlan stage, Axis axis)
    {
        AxisWalk walk = axis == Axis.Row ? stage.Rows : stage.Columns;
        bool[] keeps = [.. stage.Slots.Select(slot => axis == Axis.Row ? slot.KeepRows : slot.KeepColumns)];
        int driver = Math.Max(0, stage.Slots.IndexOf(stage.Slots.FirstOrDefault(slot => slot.IsDriver)!));
        AxisSimulation simulation = new(topology, axis, walk, keeps, driver);
        _outputs = topology.Outputs;
        _slots = new SlotSpan[walk.Count][];
        _calls = new AxisSpan[walk.Count][];
        for (int step = 0; step < walk.Count; step++)
        {
            simulation.Step(step);
            _slots[step] = [.. Enumerable.Range(0, stage.Slots.Length).Select(slot => SlotSpan.Of(simulation, slot, step == 0, step + 1 == walk.Count))];
            _calls[step] = [.. Enumerable.Range(0, stage.OperatorCount).Select(op => CallOf(topology, stage, axis, simulation, op))];
        }
    }

    public SlotSpan Slot(int slot, int step) => _slots[step][slot];

    public AxisSpan Call(int op, int step) => _calls[step][op];

    /// <summary>What the steps do to a slot, and how many do just that.</summary>
    public IEnumerable<(SlotSpan Span, int Count)> Slots(int slot) => _slots.GroupBy(step => step[slot]).Select(group => (group.Key, group.Count()));

    /// <summary>What the steps do in an operator and to its output, and how many do just that.</summary>
    public IEnumerable<((AxisSpan Call, SlotSpan Output) Span, int Count)> Calls(int op) =>
        Enumerable.Range(0, _calls.Length).GroupBy(step => (_calls[step][op], _slots[step][_outputs[op]])).Select(group => (group.Key, group.Count()));

    private static AxisSpan CallOf(StageTopology topology, StagePlan stage, Axis axis, AxisSimulation step, int op)
    {
        Window window = topology.Operators[op].Window;
        int output = topology.Outputs[op];
        if (topology.Inputs[op].Length == 0)
        {
            return default;
        }

        int input = topology.Inputs[op][0];
        int size = AxisMap.SizeOf(topology.TensorOf(output), axis), inputSize = AxisMap.SizeOf(topology.TensorOf(input), axis);
        if (stage.Operators[op].Accumulates)
        {
            return AxisSpan.Of(step.From[input], step.End[input], inputSize, inputSize, 1, 1, 1, 0);
        }

        return axis == Axis.Row
            ? AxisSpan.Of(step.From[output], step.End[output], size, inputSize, window.KernelHeight, window.StrideHeight, window.DilationHeight, window.PadTop)
            : AxisSpan.Of(step.From[output], step.End[output], size, inputSize, window.KernelWidth, window.StrideWidth, window.DilationWidth, window.PadLeft);
    }
}
