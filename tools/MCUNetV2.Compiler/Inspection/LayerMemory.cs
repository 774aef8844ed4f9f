// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Inspection;

/// <summary>
/// Activations alive at each operator of layer-by-layer execution, counted as MCUNetV2 counts them: an operator's inputs and output and
/// whatever is held for later (a residual), without scratch or weights. A depthwise convolution works in place, one channel at a time;
/// so does an elementwise operator with an input of the output's size that nothing reads later.
/// </summary>
/// <param name="Bytes">For each operator of the graph.</param>
public sealed record LayerMemory(ImmutableArray<long> Bytes)
{
    public long PeakBytes => Bytes.Max();

    public static LayerMemory Of(ModelGraph graph)
    {
        int[] lastUse = LastUse(graph);
        HashSet<int> live = new();
        ImmutableArray<long>.Builder bytes = ImmutableArray.CreateBuilder<long>(graph.Operators.Length);
        for (int i = 0; i < graph.Operators.Length; i++)
        {
            Operator @operator = graph.Operators[i];
            int reused = Enumerable.Range(0, @operator.Inputs.Length)
                .Where(k => lastUse[@operator.Inputs[k]] == i && CanOverwrite(graph, @operator, k))
                .Max(k => (int?)graph.Tensors[@operator.Inputs[k]].Bytes) ?? 0;
            live.Add(@operator.Output);
            bytes.Add(live.Sum(t => (long)graph.Tensors[t].Bytes) - Math.Min(reused, graph.Tensors[@operator.Output].Bytes));
            live.RemoveWhere(t => lastUse[t] <= i);
        }

        return new LayerMemory(bytes.MoveToImmutable());
    }

    /// <summary>The last operator that reads each tensor; outputs are read after all.</summary>
    private static int[] LastUse(ModelGraph graph)
    {
        int[] lastUse = new int[graph.Tensors.Length];
        for (int i = 0; i < graph.Operators.Length; i++)
        {
            foreach (int input in graph.Operators[i].Inputs)
            {
                lastUse[input] = i;
            }
        }

        foreach (int output in graph.Outputs)
        {
            lastUse[output] = int.MaxValue;
        }

        return lastUse;
    }

    private static bool CanOverwrite(ModelGraph graph, Operator @operator, int k)
    {
        (Tensor input, OperatorClass @class) = (graph.Tensors[@operator.Inputs[k]], OperatorClasses.Of(@operator));
        return !input.IsConstant && @class.Overwrites(@operator, k) switch
        {
            Overwriting.Channelwise => true,
            Overwriting.Elementwise => input.Bytes == graph.Tensors[@operator.Output].Bytes,
            _ => @class.KeepsBytes,
        };
    }
}
