// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Cost;

namespace MCUNetV2.Networks.Search;

/// <summary>Decides in microseconds which networks are worth planning.</summary>
/// <param name="space">Where they come from.</param>
/// <param name="limits">What they must keep.</param>
/// <param name="variation">Makes what is too large smaller.</param>
/// <param name="time">The processor, and how long it may take; null for any.</param>
/// <param name="isJudged">Whether accuracy will tell what is sound.</param>
public sealed class Screening(SearchSpace space, BudgetConfiguration limits, Variation variation, TimeLimit? time = null, bool isJudged = false)
{
    private readonly LayerTimes? _times = time is null ? null : new LayerTimes(time);

    /// <summary>The network, or a smaller one like it, whose bounds are within the limits; null when there is none or it is not sound.</summary>
    public Candidate? Admit(NetworkGenes genes)
    {
        for (NetworkGenes? smaller = genes; smaller is not null; smaller = variation.Shrink(smaller))
        {
            NetworkConfiguration network = space.ToNetwork(smaller, limits);
            CostBounds bounds = CostBounds.Of(network);
            if (bounds.Allow(limits) && _times?.Of(network) is var instructions && (instructions is null || time!.Allows(instructions.Value)))
            {
                IReadOnlyList<LayerBlock> blocks = LayerBlock.Of(network);
                double score = StructuralEntropy.Of(blocks);
                return isJudged || IsSound(smaller, blocks) ? new Candidate(smaller, network, bounds, instructions is { } known ? time!.Weigh(score, known) : score) : null;
            }
        }

        return null;
    }

    /// <summary>Not too deep for its width, wider or as wide from stage to stage, and nothing in the picture out of sight.</summary>
    private bool IsSound(NetworkGenes genes, IReadOnlyList<LayerBlock> blocks)
    {
        int[] channels = [.. genes.Stages.Where(stage => stage.Blocks.Length > 0).Select(stage => stage.Channels)];
        return StructuralEntropy.DepthToWidth(blocks) <= space.DepthToWidth
            && channels.Zip(channels.Skip(1)).All(pair => pair.First <= pair.Second)
            && ReceptiveField.Of(blocks) >= genes.InputSize;
    }
}
