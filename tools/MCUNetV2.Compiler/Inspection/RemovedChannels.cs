// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Inspection;

/// <summary>What a network was spared: channels that are the same for every input, or that nothing reads.</summary>
/// <param name="Channels">Removed, in the outputs of all operators.</param>
/// <param name="Of">Before.</param>
/// <param name="Macs">Multiply-accumulates that are not executed.</param>
/// <param name="MacsPart">The same as a part of all, 0 to 1.</param>
/// <param name="ConstantBytes">Weights, biases and multipliers that are not stored.</param>
public sealed record RemovedChannels(int Channels, int Of, long Macs, double MacsPart, long ConstantBytes)
{
    /// <returns>Null where nothing was removed.</returns>
    public static RemovedChannels? From(ModelGraph graph)
    {
        if (graph.Whole is not { } whole)
        {
            return null;
        }

        (int channels, long macs) = (CountChannels(whole), MacCount.Of(whole));
        long spared = macs - MacCount.Of(graph);
        return new RemovedChannels(
            channels - CountChannels(graph), channels, spared, macs == 0 ? 0 : Math.Round((double)spared / macs, 6), CountBytes(whole) - CountBytes(graph));
    }

    private static int CountChannels(ModelGraph graph) => graph.Operators.Sum(o => graph.Tensors[o.Output].Channels);

    private static long CountBytes(ModelGraph graph) =>
        graph.Operators.Sum(o => o.Constants?.ToBytes().LongLength ?? 0) + graph.Tensors.Where(t => t.IsConstant).Sum(t => (long)t.Bytes);
}
