// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>Finds the values that do not depend on the picture: constants, and arithmetic on constants and shapes.</summary>
public static class OnnxFolding
{
    /// <summary>
    /// The values that a network's layers read and that another program has to compute, since they are no constants of the file itself.
    /// Constants that the file keeps in integers (behind DequantizeLinear) are not among them: their integers matter.
    /// </summary>
    public static ImmutableArray<string> Values(OnnxModel model)
    {
        HashSet<OnnxNode> folded = [.. Nodes(model)];
        // Only what a node that stays reads.
        HashSet<string> read = [.. model.Nodes.Where(node => !folded.Contains(node)).SelectMany(node => node.Inputs)];
        return [.. folded.SelectMany(node => node.Outputs).Where(read.Contains).Distinct()];
    }

    /// <summary>The nodes that compute nothing which depends on the picture.</summary>
    public static ImmutableArray<OnnxNode> Nodes(OnnxModel model)
    {
        HashSet<string> constant = [.. model.Constants.Keys, .. model.Nodes.Where(node => node.Kind == "Constant").Select(node => node.Outputs[0])];
        ImmutableArray<OnnxNode>.Builder folded = ImmutableArray.CreateBuilder<OnnxNode>();
        foreach (OnnxNode node in model.Nodes)
        {
            // A generator without inputs is no constant.
            bool stays = node.Kind is "Constant" or "DequantizeLinear" or "QuantizeLinear" || node.Inputs.IsEmpty;
            if (!stays && (node.Kind is "Shape" or "Size" || node.Inputs.All(input => input.Length == 0 || constant.Contains(input))))
            {
                constant.UnionWith(node.Outputs.Where(output => output.Length > 0));
                folded.Add(node);
            }
        }

        return folded.ToImmutable();
    }
}
