// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>
/// Puts a requantisation wherever an operator must have inputs and output quantised alike and they cannot be: the input of a concatenation that
/// comes out of a softmax, or a pool whose output the file quantises differently.
/// </summary>
internal static class RequantizeInsertion
{
    public static FloatGraph Run(FloatGraph graph)
    {
        GraphEditor editor = new(graph);
        // Every operator may get an input and an output more.
        TensorTies ties = new(graph.Tensors.Length + graph.Operators.Sum(step => step.Inputs.Length + 1));
        HashSet<int> bounded = [];
        ties.Fix(graph.Input, graph.Tensors[graph.Input].Quantization ?? AffineParameters.Pixels);
        for (int tensor = 0; tensor < graph.Tensors.Length; tensor++)
        {
            ties.Fix(tensor, graph.Tensors[tensor].Quantization);
        }

        foreach (FloatOperator step in editor.Operators)
        {
            FloatOperator current = Prescribed(editor, ties, Unchanging(editor, ties, step));
            int[] tied = [.. QuantizationRules.TiedInputs(current)];
            foreach (int input in tied)
            {
                if (!MayJoin(editor, ties, bounded, current, tied, input))
                {
                    current = Requantized(editor, current, input);
                }
                else
                {
                    ties.Join(input, current.Output);
                }
            }

            foreach (int added in QuantizationRules.TiedInputs(current).Except(tied))
            {
                ties.Join(added, current.Output);
            }

            // Its values saturate at the ends of its range, which must not become wider.
            if (current is FloatClip or FloatActivated { Clamp: not null } || (tied.Length == 1 && bounded.Contains(tied[0])))
            {
                bounded.Add(current.Output);
            }
        }

        return editor.ToGraph();
    }

    /// <summary>A requantisation that the file asks for and that changes nothing, since what comes in is quantised so already, moves no byte.</summary>
    private static FloatOperator Unchanging(GraphEditor editor, TensorTies ties, FloatOperator step)
    {
        if (step is not FloatRequantize || ties.Fixed(step.Input) is not { } parameters || parameters != ties.Fixed(step.Output))
        {
            return step;
        }

        FloatReshape same = new(step.Inputs, step.Output);
        editor.Replace(step, same);
        return same;
    }

    private static bool MayJoin(GraphEditor editor, TensorTies ties, HashSet<int> bounded, FloatOperator step, int[] tied, int input)
    {
        if (!ties.Agree(input, step.Output))
        {
            return false;
        }

        // One input that is fixed, or whose range must not grow, would force its range upon all.
        bool alone = tied.Length == 1 || tied.All(other => other == input);
        bool allAlike = tied.All(other => ties.Fixed(other) is { } parameters && parameters == ties.Fixed(input));
        bool pinned = (ties.Fixed(input) is not null && ties.Fixed(step.Output) is null) || bounded.Contains(input);
        return alone || allAlike || editor[input].IsConstant || !pinned;
    }

    /// <summary>An operator whose kernel prescribes its output's parameters, where the file asks for others.</summary>
    private static FloatOperator Prescribed(GraphEditor editor, TensorTies ties, FloatOperator step)
    {
        if (QuantizationRules.Prescribed(step) is not { } prescribed)
        {
            return step;
        }

        if (ties.Fixed(step.Output) is not { } wanted || wanted == prescribed)
        {
            ties.Fix(step.Output, prescribed);
            return step;
        }

        int inner = editor.Add(new FloatTensor($"{editor[step.Output].Name}/own", editor[step.Output].Shape));
        FloatOperator own = step with { Output = inner };
        FloatRequantize after = new([inner], step.Output);
        editor.Replace(step, after);
        editor.InsertBefore(after, own);
        ties.Fix(inner, prescribed);
        return own;
    }

    private static FloatOperator Requantized(GraphEditor editor, FloatOperator step, int input)
    {
        int copy = editor.Add(new FloatTensor($"{editor[input].Name}/requantized", editor[input].Shape));
        editor.InsertBefore(step, new FloatRequantize([input], copy));
        FloatOperator changed = step with { Inputs = [.. step.Inputs.Select(tensor => tensor == input ? copy : tensor)] };
        editor.Replace(step, changed);
        return changed;
    }
}
