// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Compiler.Cost;

/// <summary>What an inference under a plan consists of; a <see cref="CostModel"/> knows what that takes a target.</summary>
public sealed class PlanWork
{
    private readonly ImmutableArray<StageWork> _stages;
    private readonly Plan _plan;

    public PlanWork(Plan plan)
    {
        Liveness liveness = new(plan.Graph);
        _plan = plan;
        _stages = [.. plan.Stages.Select(stage => new StageWork(plan, stage, liveness))];
    }

    /// <summary>Of each operator, all its calls together, in the graph's order.</summary>
    public IEnumerable<CostTerms> Operators() => _stages.SelectMany(stage => Enumerable.Range(0, stage.Operators.Length).Select(stage.Of));

    /// <summary>Around the operators: patches and their regions, and the input's rows.</summary>
    public CostTerms Walk()
    {
        CostTerms terms = new();
        foreach (StageWork stage in _stages)
        {
            stage.AddWalk(terms);
        }

        return terms;
    }

    /// <summary>Of each operator in each patch, in the order of execution.</summary>
    public IEnumerable<(int Operator, CostTerms Terms)> Calls()
    {
        for (int s = 0; s < _stages.Length; s++)
        {
            for (int row = 0; row < _plan.Stages[s].Rows.Count; row++)
            {
                for (int column = 0; column < _plan.Stages[s].Columns.Count; column++)
                {
                    for (int i = 0; i < _plan.Stages[s].OperatorCount; i++)
                    {
                        yield return (_plan.Stages[s].FirstOperator + i, _stages[s].Of(i, row, column));
                    }
                }
            }
        }
    }
}
