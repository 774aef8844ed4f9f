// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Who makes and who last reads each tensor of a graph, as operator numbers.</summary>
internal sealed class Liveness
{
    private readonly int[] _producer;
    private readonly int[] _lastUse;

    public Liveness(ModelGraph graph)
    {
        _producer = new int[graph.Tensors.Length];
        _lastUse = new int[graph.Tensors.Length];
        Array.Fill(_producer, -1);
        Array.Fill(_lastUse, -1);
        for (int i = 0; i < graph.Operators.Length; i++)
        {
            Operator op = graph.Operators[i];
            _producer[op.Output] = i;
            foreach (int input in op.Inputs)
            {
                _lastUse[input] = i;
            }
        }

        foreach (int output in graph.Outputs)
        {
            _lastUse[output] = graph.Operators.Length;
        }
    }

    /// <summary>The operator that computes the tensor; -1 for a constant.</summary>
    public int Producer(int tensor) => _producer[tensor];

    /// <summary>The last operator that reads the tensor; the number of operators for a model output.</summary>
    public int LastUse(int tensor) => _lastUse[tensor];

    /// <summary>Whether the tensor is made before <paramref name="op"/> and read at or after it.</summary>
    public bool IsLiveInto(int tensor, int op) => _producer[tensor] >= 0 && _producer[tensor] < op && _lastUse[tensor] >= op;
}
