// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>max(x, a x) with a between 0 and 1, as some converters write it, becomes LEAKY_RELU.</summary>
internal static class LeakyReluFusion
{
    public static FloatGraph Run(FloatGraph graph)
    {
        GraphEditor editor = new(graph);
        foreach (FloatBinary maximum in editor.Operators.OfType<FloatBinary>().Where(step => step.Function == BinaryKind.Maximum))
        {
            float? slope = SlopeOf(editor, maximum.Input, maximum.Second) ?? SlopeOf(editor, maximum.Second, maximum.Input);
            if (slope is { } alpha)
            {
                int source = SlopeOf(editor, maximum.Input, maximum.Second) is null ? maximum.Input : maximum.Second;
                editor.Replace(maximum, new FloatUnary(UnaryKind.LeakyRelu, [source], maximum.Output, alpha));
            }
        }

        return editor.ToGraph();
    }

    /// <summary>The a when a tensor is a x.</summary>
    private static float? SlopeOf(GraphEditor editor, int tensor, int x) =>
        editor.ProducerOf(tensor) is FloatBinary { Function: BinaryKind.Mul } product && product.Input == x &&
        editor[product.Second].Values is [> 0 and < 1 and var slope]
            ? slope
            : null;
}
