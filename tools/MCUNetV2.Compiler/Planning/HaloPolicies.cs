// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Policies between keeping every halo and keeping none.</summary>
internal static class HaloPolicies
{
    /// <summary>
    /// Keeps all rows but those of pointwise expansions: an inverted residual's widest tensor is then recomputed from its narrow
    /// input, whose rows are kept instead.
    /// </summary>
    public static HaloPolicy RecomputeExpansions(StageTopology stage)
    {
        HaloPolicy policy = HaloPolicy.Uniform(stage, rows: true, columns: true);
        for (int i = 0; i < stage.Operators.Length; i++)
        {
            Operator op = stage.Operators[i];
            bool expands = OperatorClasses.Of(op).IsExpansion(new Node(stage.Graph, op));
            bool accumulated = stage.Inputs.Where((inputs, k) => stage.Accumulates[k] && inputs[0] == stage.Outputs[i]).Any();
            policy.Rows[stage.Outputs[i]] = !expands || accumulated;
        }

        return policy;
    }
}
