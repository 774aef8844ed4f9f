// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Networks.Search;

/// <summary>One network of a <see cref="SearchSpace"/>.</summary>
/// <param name="InputSize">Height and width of the input, in pixels.</param>
/// <param name="StemChannels">Output channels of the first convolution.</param>
/// <param name="Stages">One a stage of the space.</param>
public sealed record NetworkGenes(int InputSize, int StemChannels, ImmutableArray<StageGenes> Stages)
{
    /// <summary>Input size and blocks a stage: networks that share it differ in widths and kernels only.</summary>
    public string Outline => $"{InputSize} px, {string.Join('-', Stages.Where(stage => stage.Blocks.Length > 0).Select(stage => stage.Blocks.Length))} blocks";

    /// <summary>The same text for the same network.</summary>
    public override string ToString()
    {
        IEnumerable<string> stages = Stages.Where(stage => stage.Blocks.Length > 0)
            .Select((stage, i) => $"{i}:{stage.Stride}:{stage.Channels}:{string.Join(',', stage.Blocks.Select(block => $"{block.Kernel}x{block.Expansion}"))}");
        return $"{InputSize} {StemChannels} {string.Join(' ', stages)}";
    }
}
