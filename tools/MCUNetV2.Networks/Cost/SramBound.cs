// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Cost;

/// <summary>
/// SRAM that no schedule without recomputation goes below. Between two whole tensors, layers are streamed and each keeps the (kernel - stride)
/// rows that its next window shares with the last one; the later of the two tensors may take the place of the earlier. Whole tensors are
/// put where the largest such sum is smallest. Windows, residuals, scratch and alignment come on top.
/// </summary>
internal static class SramBound
{
    public static int Of(IReadOnlyList<LayerBlock> blocks)
    {
        Layer[] layers = [.. blocks.SelectMany(block => block.Layers)];
        // least[end]: over all ways to cut the first `end` layers. The picture is streamed as well, and the mean takes the last tensor as it comes.
        int[] least = new int[layers.Length + 1];
        for (int end = 1; end <= layers.Length; end++)
        {
            int output = end == layers.Length ? 0 : layers[end - 1].OutputBytes;
            long lines = 0;
            least[end] = int.MaxValue;
            for (int start = end - 1; start >= 0; start--)
            {
                int input = start == 0 ? 0 : layers[start].InputBytes;
                long own = lines + (start == 0 ? LineBytes(layers[0]) : 0);
                least[end] = (int)Math.Min(least[end], Math.Max(least[start], Math.Max(input, output) + own));
                lines += LineBytes(layers[start]);
            }
        }

        return least[^1];
    }

    /// <summary>Rows of a layer's input that two of its windows share; a tensor of fewer rows is held whole.</summary>
    private static int LineBytes(Layer layer)
    {
        int rows = Math.Clamp(layer.Kernel - layer.Stride, 0, Math.Max(0, layer.InputSize - layer.Stride));
        return layer.OutputSize > 1 ? rows * layer.InputSize * layer.InputChannels : 0;
    }
}
