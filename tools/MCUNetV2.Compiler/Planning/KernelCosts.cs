// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

using MCUNetV2.Compiler.Backends;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Native;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Scratch of a graph's operators on a target, as its kernels say; each question is asked once.</summary>
internal sealed class KernelCosts(ModelGraph graph, Target target)
{
    private readonly ConcurrentDictionary<(int Operator, bool Accumulates, bool InPlace), OperatorRecord> _records = [];
    private readonly ConcurrentDictionary<(int Operator, bool Accumulates, bool InPlace, int Height, int Width), int> _scratch = [];

    /// <summary>Whose kernels.</summary>
    public Target Target => target;

    /// <summary>Scratch of an operator for regions up to a size.</summary>
    /// <param name="op">Number of the operator in the graph.</param>
    /// <param name="height">Rows of the largest region that it computes (or, accumulating, reads).</param>
    /// <param name="width">Its columns.</param>
    public int ScratchBytes(int op, bool accumulates, bool inPlace, int height, int width) =>
        _scratch.GetOrAdd((op, accumulates, inPlace, height, width), key =>
        {
            Operator @operator = graph.Operators[key.Operator];
            OperatorRecord record = _records.GetOrAdd((key.Operator, key.Accumulates, key.InPlace), _ => OperatorRecords.Of(
                @operator, ConstantsLayouts.For(@operator, graph.Tensors, target, key.Accumulates, key.InPlace).Target, key.Accumulates, key.InPlace));
            return KernelQueries.ScratchBytes(
                record, graph.Tensors[@operator.Inputs[0]], graph.Tensors[@operator.Output], key.Height, key.Width);
        });
}
