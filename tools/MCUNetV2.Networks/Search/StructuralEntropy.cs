// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Search;

/// <summary>
/// A score for networks that nobody has trained, in closed form: the entropy that a convolutional network can express (Shen et al., "DeepMAD:
/// Mathematical Architecture Design for Deep Convolutional Neural Network", CVPR 2023). Up to layer L, whose output is r x r x c,
/// H(L) = ln(r² c) Σ ln w, summed over the layers' fan-ins w = k² c_in / groups. The score is Σ a H over the last layer of every resolution,
/// less <see cref="DepthPenalty"/> e^V, V the variance of the number of blocks a resolution; a is 1, and 8 at the last. All as in the paper.
/// </summary>
public static class StructuralEntropy
{
    private const double LastWeight = 8;
    private const double DepthPenalty = 10;

    /// <summary>The score; only differences between networks for the same task mean anything.</summary>
    public static double Of(IReadOnlyList<LayerBlock> blocks)
    {
        double logWidths = 0;
        double entropy = 0;
        List<int> depths = [0];
        for (int i = 0; i < blocks.Count; i++)
        {
            logWidths += LogWidths(blocks[i].Layers);
            Layer last = blocks[i].Layers[^1];
            depths[^1]++;
            bool isLast = i + 1 == blocks.Count;
            if (isLast || blocks[i + 1].Layers[^1].OutputSize < last.OutputSize)
            {
                entropy += (isLast ? LastWeight : 1) * Math.Log(last.OutputBytes) * logWidths;
                depths.Add(0);
            }
        }

        depths.RemoveAt(depths.Count - 1);
        double mean = depths.Average();
        return entropy - (DepthPenalty * Math.Exp(depths.Average(depth => (depth - mean) * (depth - mean))));
    }

    /// <summary>
    /// Layers against the geometric mean of their fan-ins, the paper's effectiveness: the larger, the more the information of the input is
    /// mixed beyond recognition before it arrives. Entropy counts only where this is bounded.
    /// </summary>
    public static double DepthToWidth(IReadOnlyList<LayerBlock> blocks)
    {
        int count = blocks.Sum(block => block.Layers.Length);
        return count / Math.Exp(blocks.Sum(block => LogWidths(block.Layers)) / count);
    }

    private static double LogWidths(IEnumerable<Layer> layers) => layers.Sum(layer => Math.Log(layer.FanIn));
}
