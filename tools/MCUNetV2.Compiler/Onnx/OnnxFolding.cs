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
        HashSet<string> constant = [.. model.Constants.Keys, .. model.Nodes.Where(node => node.Kind == "Constant").Select(node => node.Outputs[0])];
        HashSet<string> computed = [];
        foreach (OnnxNode node in model.Nodes)
        {
            // A generator without inputs is no constant.
            if (node.Kind is "Constant" or "DequantizeLinear" or "QuantizeLinear" || node.Inputs.IsEmpty)
            {
                continue;
            }

            bool fixedShape = node.Kind is "Shape" or "Size";
            if (fixedShape || node.Inputs.All(input => input.Length == 0 || constant.Contains(input) || computed.Contains(input)))
            {
                computed.UnionWith(node.Outputs.Where(output => output.Length > 0));
            }
        }

        // Only what a node that stays reads.
        HashSet<string> read = [.. model.Nodes.Where(node => !node.Outputs.Any(computed.Contains)).SelectMany(node => node.Inputs)];
        return [.. computed.Where(read.Contains)];
    }
}
