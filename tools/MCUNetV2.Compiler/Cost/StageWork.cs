// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Backends;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Compiler.Cost;

/// <summary>What a stage does, call by call. Calls that do the same are counted together.</summary>
internal sealed class StageWork
{
    private readonly Plan _plan;
    private readonly StagePlan _stage;
    private readonly StageTopology _topology;
    private readonly Target[] _layouts;
    private readonly AxisSteps _rows;
    private readonly AxisSteps _columns;

    public StageWork(Plan plan, StagePlan stage, Liveness liveness)
    {
        _plan = plan;
        _stage = stage;
        _topology = new StageTopology(plan.Graph, liveness, stage.FirstOperator, stage.OperatorCount);
        _layouts = [.. _topology.Operators.Select((op, i) => op.Kind == OperatorKind.Input ? Target.Portable
            : ConstantsLayouts.For(op, plan.Graph.Tensors, plan.Target, stage.Operators[i].Accumulates, stage.Operators[i].Overwrites >= 0).Target)];
        _rows = new AxisSteps(_topology, stage, Axis.Row);
        _columns = new AxisSteps(_topology, stage, Axis.Column);
    }

    /// <summary>Operators of the stage.</summary>
    public ImmutableArray<Operator> Operators => _topology.Operators;

    /// <summary>Of one operator, all patches together.</summary>
    public CostTerms Of(int index)
    {
        CostTerms all = new();
        foreach (((AxisSpan rowSpan, SlotSpan row), int rows) in _rows.Calls(index))
        {
            foreach (((AxisSpan columnSpan, SlotSpan column), int columns) in _columns.Calls(index))
            {
                CostTerms one = new();
                Add(index, rowSpan, columnSpan, row, column, one);
                all.Add(one, (double)rows * columns);
            }
        }

        if (index == Operators.Length - 1)
        {
            Slides(all);
        }

        return all;
    }

    /// <summary>Of one operator in one patch.</summary>
    public CostTerms Of(int index, int row, int column)
    {
        CostTerms terms = new();
        Add(index, _rows.Call(index, row), _columns.Call(index, column), _rows.Slot(_topology.Outputs[index], row), _columns.Slot(_topology.Outputs[index], column), terms);
        if (index == Operators.Length - 1)
        {
            for (int slot = 0; slot < _stage.Slots.Length; slot++)
            {
                EngineTerms.Slide(_stage.Slots[slot], _topology.TensorOf(slot), _rows.Slot(slot, row), _columns.Slot(slot, column), terms);
            }
        }

        return terms;
    }

    /// <summary>What happens between the operators.</summary>
    public void AddWalk(CostTerms terms)
    {
        EngineTerms.Walk(_stage, Operators, terms);
        if (Operators[0].Kind != OperatorKind.Input)
        {
            return;
        }

        int slot = _topology.Outputs[0];
        SlotPlan image = _stage.Slots[slot];
        Tensor tensor = _topology.TensorOf(slot);
        EngineTerms.Input(tensor, image.Kind == SlotKind.Band ? _stage.Rows.Count : _stage.Patches, terms);
        foreach ((SlotSpan row, int rows) in _rows.Slots(slot))
        {
            foreach ((SlotSpan column, int columns) in _columns.Slots(slot))
            {
                CostTerms one = new();
                EngineTerms.Restore(image, tensor, row, column, one);
                terms.Add(one, (double)rows * columns);
            }
        }
    }

    private void Slides(CostTerms terms)
    {
        for (int slot = 0; slot < _stage.Slots.Length; slot++)
        {
            foreach ((SlotSpan row, int rows) in _rows.Slots(slot))
            {
                foreach ((SlotSpan column, int columns) in _columns.Slots(slot))
                {
                    CostTerms one = new();
                    EngineTerms.Slide(_stage.Slots[slot], _topology.TensorOf(slot), row, column, one);
                    terms.Add(one, (double)rows * columns);
                }
            }
        }
    }

    private void Add(int index, AxisSpan rowSpan, AxisSpan columnSpan, SlotSpan row, SlotSpan column, CostTerms terms)
    {
        Operator op = Operators[index];
        SlotPlan output = _stage.Slots[_topology.Outputs[index]];
        EngineTerms.Step(op, output, _topology.TensorOf(_topology.Outputs[index]), row, column, terms);
        if (op.Kind == OperatorKind.Input || rowSpan.Size == 0 || columnSpan.Size == 0)
        {
            return;
        }

        OperatorPlan plan = _stage.Operators[index];
        KernelCall call = new(new Node(_plan.Graph, op), _layouts[index], plan.Accumulates, plan.Overwrites >= 0, output.WindowWidth, rowSpan, columnSpan);
        switch (call.Layout)
        {
            case Target.Armv7em: Armv7emTerms.Add(call, terms); break;
            case Target.Rv32: Rv32Terms.Add(call, terms); break;
            case Target.Esp32s3: Esp32s3Terms.Add(call, terms); break;
            default: PortableTerms.Add(call, terms); break;
        }
    }
}
