using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

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
            bool expands = op.Kind == OperatorKind.Conv2D && op.Window.KernelHeight == 1 && op.Window.StrideHeight == 1
                && stage.Graph.Tensors[op.Output].Channels > stage.Graph.Tensors[op.Inputs[0]].Channels;
            bool accumulated = stage.Inputs.Where((inputs, k) => stage.Accumulates[k] && inputs[0] == stage.Outputs[i]).Any();
            policy.Rows[stage.Outputs[i]] = !expands || accumulated;
        }

        return policy;
    }
}
