// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Search;

/// <summary>A space around a network that somebody drew.</summary>
public static class Neighbourhood
{
    private const int Granularity = 8;
    private const int MoreRepeats = 1;
    private static readonly int[] Kernels = [3, 5, 7];
    private static readonly int[] Expansions = [2, 3, 4, 5, 6];

    /// <summary>
    /// The same stages with half to one and a half times the channels, up to one block more, any kernel and any expansion; its input size and its
    /// budget. A stage begins where the stride is 2 or the channels change.
    /// </summary>
    public static SearchSpace Of(NetworkConfiguration network)
    {
        List<List<BlockConfiguration>> stages = [];
        foreach (BlockConfiguration block in network.ExpandedBlocks())
        {
            if (stages.Count == 0 || block.Stride == 2 || block.Channels != stages[^1][0].Channels)
            {
                stages.Add([]);
            }

            stages[^1].Add(block);
        }

        int inputs = network.StemChannels;
        List<StageSpace> spaces = [];
        foreach (List<BlockConfiguration> stage in stages)
        {
            bool expands = stage.Count > 1 || stage[0].Expanded != inputs;
            inputs = stage[0].Channels;
            spaces.Add(new StageSpace(
                [stage[0].Stride], [.. Enumerable.Range(1, stage.Count + MoreRepeats)], Kernels, expands ? Expansions : [1, .. Expansions], Around(inputs)));
        }

        return new SearchSpace(
            network.Name, network.Classes, [network.InputSize], Around(network.StemChannels), spaces, SearchSpace.DefaultDepthToWidth, network.Budget);
    }

    private static int[] Around(int channels)
    {
        int least = Math.Max(1, channels / 2 / Granularity);
        int most = Math.Max(least, channels * 3 / 2 / Granularity);
        return [.. Enumerable.Range(least, most - least + 1).Select(count => count * Granularity)];
    }
}
