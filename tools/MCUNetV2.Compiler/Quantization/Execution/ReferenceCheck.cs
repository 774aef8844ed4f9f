// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Holds a float graph against the original that it was imported from, operator by operator.</summary>
public static class ReferenceCheck
{
    // A wrong operator is wrong on any picture; a few guard against pictures that leave it at zero.
    private const int PictureLimit = 4;

    // Of the operator's largest value: sums in another order differ by a millionth, wrong weights or paddings by far more.
    private const float Tolerance = 1e-3f;

    // Below it, what remains after cancellation, or of a function's approximation, is noise.
    private const float SmallestSignal = 1e-3f;

    /// <param name="graph">The imported network.</param>
    /// <param name="original">The network that it was imported from.</param>
    /// <param name="pictures">Inputs.</param>
    /// <exception cref="UnsupportedModelException">An operator gives other values than the original; the message names it.</exception>
    public static void Require(FloatGraph graph, IFloatReference original, IReadOnlyList<float[]> pictures)
    {
        FloatExecutor executor = new(graph);
        foreach (float[] picture in pictures.Take(PictureLimit))
        {
            original.Run(picture);
            for (int index = 0; index < graph.Operators.Length; index++)
            {
                FloatOperator step = graph.Operators[index];
                ReadOnlySpan<float> actual = executor.RunAlone(index, [.. step.Inputs.Select(tensor => original[tensor].ToArray())]);
                Require(graph.Tensors[step.Output], actual, original[step.Output]);
            }
        }
    }

    private static void Require(FloatTensor tensor, ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        // A network that was quantised before rounds its values.
        float step = tensor.Quantization?.Scale ?? 0;
        float largest = SmallestSignal;
        float difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs((tensor.Quantization?.Round(actual[i]) ?? actual[i]) - expected[i]));
        }

        // Not "greater than", which a difference that is no number would pass.
        if (!(difference <= (Tolerance * largest) + step))
        {
            throw new UnsupportedModelException(
                $"the layer {tensor.Name} was read wrongly: it gives values that differ by up to {difference:G3} from the original's, which reach {largest:G3}; please report it");
        }
    }
}
