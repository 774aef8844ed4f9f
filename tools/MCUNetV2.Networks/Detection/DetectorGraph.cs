// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Networks.Detection;

/// <summary>A convolution of a detector.</summary>
/// <param name="Place">As checkpoints name it: "stem", "blocks.3.units.1", "heads.0.lateral".</param>
/// <param name="InputChannels">Channels that it reads.</param>
/// <param name="OutputChannels">Channels that it makes; as many when depthwise.</param>
/// <param name="Kernel">Height and width of its window.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="IsDepthwise">Whether each channel has a window of its own.</param>
/// <param name="IsActivated">Whether a ReLU6 follows.</param>
public sealed record DetectorLayer(string Place, int InputChannels, int OutputChannels, int Kernel, int Stride, bool IsDepthwise, bool IsActivated)
{
    /// <summary>Its biases not counted.</summary>
    public int Weights => Kernel * Kernel * (IsDepthwise ? 1 : InputChannels) * OutputChannels;
}

/// <summary>Weights, in the order that <see cref="FloatConvolution"/> has them, and one bias an output channel.</summary>
public sealed record LayerWeights(ImmutableArray<float> Weights, ImmutableArray<float> Bias);

/// <summary>A detector as a float graph; its outputs are the heads' predictions, the finest first.</summary>
public static class DetectorGraph
{
    /// <param name="network">Its configuration.</param>
    /// <param name="weightsOf">What each layer has learnt.</param>
    public static FloatGraph Of(DetectorConfiguration network, Func<DetectorLayer, LayerWeights> weightsOf)
    {
        FloatGraphBuilder builder = new(network.Name);
        int input = builder.Input("input", network.InputHeight, network.InputWidth, 3);
        int tensor = Convolve("stem", input, network.StemChannels, kernel: 3, stride: 2, depthwise: false, activated: true);
        List<int> maps = [tensor];
        foreach ((int number, BlockConfiguration block) in network.ExpandedBlocks().Index())
        {
            maps.Add(tensor = Block($"blocks.{number}", tensor, block));
        }

        IReadOnlyList<int> branches = network.Branches();
        int[] outputs = new int[network.Heads.Count];
        int? coarser = null;
        for (int number = network.Heads.Count - 1; number >= 0; number--)
        {
            HeadConfiguration head = network.Heads[number];
            string place = $"heads.{number}";
            int map = Convolve($"{place}.lateral", maps[branches[number] + 1], head.Channels, 1, 1, depthwise: false, activated: coarser is null);
            if (coarser is { } above)
            {
                int descent = Convolve($"{place}.descent", above, head.Channels, 1, 1, depthwise: false, activated: false);
                FloatTensor target = builder.Tensors[map];
                int enlarged = builder.Add(
                    new FloatTensor($"{place}.enlarged", target.Height, target.Width, head.Channels),
                    number => new FloatResize([descent], number, Bilinear: false, AlignCorners: false, HalfPixelCenters: false));
                map = builder.Add($"{place}.sum", map, enlarged, TfLiteActivation.RELU6);
            }

            coarser = map;
            for (int layer = 0; layer < head.Depth; layer++)
            {
                map = Convolve($"{place}.tower.{2 * layer}", map, head.Channels, head.Kernel, 1, depthwise: true, activated: true);
                map = Convolve($"{place}.tower.{(2 * layer) + 1}", map, head.Channels, 1, 1, depthwise: false, activated: true);
            }

            outputs[number] = Convolve($"{place}.output", map, network.CellChannels, 1, 1, depthwise: false, activated: false);
        }

        return builder.Build(input, [.. outputs]);

        int Block(string place, int from, BlockConfiguration block)
        {
            int unit = 0;
            int to = from;
            int inputs = builder.Tensors[from].Channels;
            if (block.Expanded != inputs)
            {
                to = Convolve($"{place}.units.{unit++}", to, block.Expanded, 1, 1, depthwise: false, activated: true);
            }

            if (block.Kernel > 1)
            {
                to = Convolve($"{place}.units.{unit++}", to, block.Expanded, block.Kernel, block.Stride, depthwise: true, activated: true);
            }

            to = Convolve($"{place}.units.{unit}", to, block.Channels, 1, 1, depthwise: false, activated: false);
            return block.Stride == 1 && inputs == block.Channels ? builder.Add($"{place}.add", to, from, TfLiteActivation.NONE) : to;
        }

        int Convolve(string place, int from, int channels, int kernel, int stride, bool depthwise, bool activated)
        {
            DetectorLayer layer = new(place, builder.Tensors[from].Channels, channels, kernel, stride, depthwise, activated);
            LayerWeights learnt = weightsOf(layer);
            return builder.Convolution(
                place, from, FloatWindow.Square(kernel, stride), depthwise, learnt.Weights, learnt.Bias, activated ? TfLiteActivation.RELU6 : TfLiteActivation.NONE);
        }
    }

    /// <summary>With random weights: everything about it but what it has learnt.</summary>
    public static FloatGraph Untrained(DetectorConfiguration network)
    {
        Random random = new(1);
        return Of(network, layer => new LayerWeights(Values(layer.Weights), Values(layer.OutputChannels)));

        ImmutableArray<float> Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
