// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Search;
using Shouldly;
using Xunit;

namespace MCUNetV2.Networks.Tests;

public sealed class StructuralEntropyTests
{
    /// <summary>Width, input size, and top-1 accuracy on ImageNet in percent, of MobileNetV2 (tensorflow/models, research/slim/nets/mobilenet).</summary>
    private static readonly (double Width, int Size, double Accuracy)[] Published =
    [
        (1.4, 224, 75.0), (1.3, 224, 74.4), (1.0, 224, 71.8), (1.0, 192, 70.7), (1.0, 160, 68.8), (1.0, 128, 65.3), (1.0, 96, 60.3),
        (0.75, 224, 69.8), (0.75, 192, 68.7), (0.75, 160, 66.4), (0.75, 128, 63.2), (0.75, 96, 58.8),
        (0.5, 224, 65.4), (0.5, 192, 63.9), (0.5, 160, 61.0), (0.5, 128, 57.7), (0.5, 96, 51.2),
        (0.35, 224, 60.3), (0.35, 192, 58.2), (0.35, 160, 55.7), (0.35, 128, 50.8), (0.35, 96, 45.5),
    ];

    [Fact]
    public void It_ranks_mobile_nets_as_their_accuracy_does()
    {
        (double Score, double Accuracy)[] networks = [.. Published.Select(network => (StructuralEntropy.Of(MobileNetV2(network.Width, network.Size)), network.Accuracy))];

        int agreements = 0;
        int pairs = 0;
        foreach ((double score, double accuracy) in networks)
        {
            foreach ((double otherScore, double otherAccuracy) in networks.Where(other => other.Accuracy < accuracy))
            {
                pairs++;
                agreements += score > otherScore ? 1 : 0;
            }
        }

        ((double)agreements / pairs).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void It_is_the_formula()
    {
        // Fan-ins 27 at 8 x 8 x 4; then 9 (depthwise) and 4 at 4 x 4 x 8.
        LayerBlock stem = new([new Layer(3, 4, 3, 2, IsDepthwise: false, IsActivated: true, 16)], IsResidual: false);
        LayerBlock block = new(
            [new Layer(4, 4, 3, 2, IsDepthwise: true, IsActivated: true, 8), new Layer(4, 8, 1, 1, IsDepthwise: false, IsActivated: false, 4)], IsResidual: false);

        double first = Math.Log(8 * 8 * 4) * Math.Log(27);
        double last = Math.Log(4 * 4 * 8) * Math.Log(27 * 9 * 4);

        StructuralEntropy.Of([stem, block]).ShouldBe(first + (8 * last) - 10, 1e-9);
        StructuralEntropy.DepthToWidth([stem, block]).ShouldBe(3 / Math.Cbrt(27 * 9 * 4), 1e-9);
        ReceptiveField.Of([stem, block]).ShouldBe(3 + (2 * 2));
    }

    private static List<LayerBlock> MobileNetV2(double width, int size)
    {
        (int Expansion, int Channels, int Count, int Stride)[] stages =
            [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];
        List<BlockConfiguration> blocks = [];
        int inputs = Rounded(32 * width);
        foreach ((int expansion, int channels, int count, int stride) in stages)
        {
            for (int i = 0; i < count; i++)
            {
                blocks.Add(new BlockConfiguration(3, i == 0 ? stride : 1, expansion * inputs, Rounded(channels * width)));
                inputs = blocks[^1].Channels;
            }
        }

        NetworkConfiguration network = new("mobilenet", size, ["a", "b"], Rounded(32 * width), blocks, new BudgetConfiguration(0, 0, 0));
        List<LayerBlock> layers = [.. LayerBlock.Of(network)];
        int head = Math.Max(1280, Rounded(1280 * width));
        layers.Add(new LayerBlock([new Layer(inputs, head, 1, 1, IsDepthwise: false, IsActivated: true, layers[^1].Layers[^1].OutputSize)], IsResidual: false));
        return layers;
    }

    /// <summary>To a multiple of 8, never down by more than a tenth.</summary>
    private static int Rounded(double channels)
    {
        int rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}
