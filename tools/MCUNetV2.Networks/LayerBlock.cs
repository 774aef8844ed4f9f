// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Networks;

/// <summary>The stem, or an inverted residual.</summary>
/// <param name="Layers">In order.</param>
/// <param name="IsResidual">Whether the block's input is added to what the last layer makes.</param>
public sealed record LayerBlock(ImmutableArray<Layer> Layers, bool IsResidual)
{
    /// <summary>The convolutions of a network, block by block; its mean, fully connected layer and softmax follow.</summary>
    public static IReadOnlyList<LayerBlock> Of(NetworkConfiguration network)
    {
        Layer last = new(3, network.StemChannels, 3, 2, IsDepthwise: false, IsActivated: true, network.InputSize);
        List<LayerBlock> blocks = [new([last], IsResidual: false)];
        foreach (BlockConfiguration block in network.ExpandedBlocks())
        {
            LayerBlock made = InvertedResidual(block, last.OutputChannels, last.OutputSize);
            blocks.Add(made);
            last = made.Layers[^1];
        }

        return blocks;
    }

    private static LayerBlock InvertedResidual(BlockConfiguration block, int inputs, int size)
    {
        ImmutableArray<Layer>.Builder layers = ImmutableArray.CreateBuilder<Layer>();
        if (block.Expanded != inputs)
        {
            layers.Add(new Layer(inputs, block.Expanded, 1, 1, IsDepthwise: false, IsActivated: true, size));
        }

        if (block.Kernel > 1)
        {
            Layer depthwise = new(block.Expanded, block.Expanded, block.Kernel, block.Stride, IsDepthwise: true, IsActivated: true, size);
            layers.Add(depthwise);
            size = depthwise.OutputSize;
        }

        layers.Add(new Layer(block.Expanded, block.Channels, 1, 1, IsDepthwise: false, IsActivated: false, size));
        return new LayerBlock(layers.ToImmutable(), block.Stride == 1 && inputs == block.Channels);
    }
}
