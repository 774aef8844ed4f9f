// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>x relu6(x + 3) / 6 in any order of the factors becomes HARD_SWISH.</summary>
internal static class HardSwishFusion
{
    private const float Tolerance = 1e-5f;

    public static FloatGraph Run(FloatGraph graph)
    {
        GraphEditor editor = new(graph);
        foreach (FloatBinary product in editor.Operators.OfType<FloatBinary>().Where(step => step.Function == BinaryKind.Mul))
        {
            if (editor.Contains(product) && SourceOf(editor, product) is { } source)
            {
                editor.Replace(product, new FloatUnary(UnaryKind.HardSwish, [source], product.Output));
            }
        }

        return editor.ToGraph();
    }

    /// <summary>The x of a product that is a hard swish.</summary>
    private static int? SourceOf(GraphEditor editor, FloatBinary product)
    {
        // (x relu6(x + 3)) (1 / 6)
        if (ByConstant(editor, product, 1f / 6) is { } inner)
        {
            return editor.ProducerOf(inner) is FloatBinary { Function: BinaryKind.Mul } whole ? Pair(whole, gate => GateOf(editor, gate)) : null;
        }

        // x (relu6(x + 3) (1 / 6))
        return Pair(product, gate => editor.ProducerOf(gate) is FloatBinary scaled && ByConstant(editor, scaled, 1f / 6) is { } unscaled ? GateOf(editor, unscaled) : null);
    }

    /// <summary>The factor of a product that the other one, a gate, is made of.</summary>
    private static int? Pair(FloatBinary product, Func<int, int?> sourceOfGate) =>
        sourceOfGate(product.Second) == product.Input ? product.Input
        : sourceOfGate(product.Input) == product.Second ? product.Second
        : null;

    /// <summary>The x of relu6(x + 3).</summary>
    private static int? GateOf(GraphEditor editor, int tensor) =>
        editor.ProducerOf(tensor) is FloatClip { Low: 0, High: 6 } clip && editor.ProducerOf(clip.Input) is FloatBinary { Function: BinaryKind.Add } sum &&
        editor[sum.Second].Values is [var three] && Math.Abs(three - 3) < Tolerance
            ? sum.Input
            : null;

    private static int? ByConstant(GraphEditor editor, FloatBinary step, float factor) =>
        step.Function == BinaryKind.Mul && editor[step.Second].Values is [var only] && Math.Abs(only - factor) < Tolerance ? step.Input : null;
}
