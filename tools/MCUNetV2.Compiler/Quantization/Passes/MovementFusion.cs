// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>Reshapes that follow each other become one, transpositions likewise; those that change nothing are left out.</summary>
internal static class MovementFusion
{
    public static FloatGraph Run(FloatGraph graph)
    {
        // What each tensor is the same as, once movements that change nothing are left out.
        Dictionary<int, int> same = [];
        Dictionary<int, FloatOperator> producers = [];
        List<FloatOperator> operators = [];
        foreach (FloatOperator original in graph.Operators)
        {
            FloatOperator step = original with { Inputs = [.. original.Inputs.Select(tensor => same.GetValueOrDefault(tensor, tensor))] };
            step = Fused(step, producers);
            if (ChangesNothing(graph, step) && !graph.Outputs.Contains(step.Output))
            {
                same[step.Output] = step.Input;
                continue;
            }

            producers[step.Output] = step;
            operators.Add(step);
        }

        return new GraphEditor(graph with { Operators = [.. operators] }).ToGraph();
    }

    private static FloatOperator Fused(FloatOperator step, Dictionary<int, FloatOperator> producers) => (step, producers.GetValueOrDefault(step.Input)) switch
    {
        (FloatReshape reshape, FloatReshape first) => reshape with { Inputs = first.Inputs },
        (FloatTranspose transpose, FloatTranspose first) => transpose with
        {
            Inputs = first.Inputs, Permutation = [.. transpose.Permutation.Select(d => first.Permutation[d])],
        },
        _ => step,
    };

    private static bool ChangesNothing(FloatGraph graph, FloatOperator step) => step switch
    {
        FloatReshape => graph.Tensors[step.Input].Shape.SequenceEqual(graph.Tensors[step.Output].Shape),
        FloatTranspose transpose => transpose.Permutation.SequenceEqual(Enumerable.Range(0, transpose.Permutation.Length)),
        _ => false,
    };
}
