// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Networks;

/// <summary>Stem, inverted residuals, global mean, fully connected layer.</summary>
internal sealed class Classifier : TrainableClassifier
{
    private readonly ConvolutionUnit stem;
    private readonly ModuleList<InvertedResidual> blocks;
    private readonly Dropout dropout;
    private readonly Linear output;

    public Classifier(NetworkConfiguration network, double dropoutRate)
        : base(nameof(Classifier))
    {
        stem = new ConvolutionUnit(3, network.StemChannels, 3, 2, depthwise: false, activated: true, MapSize.Square(network.InputSize));
        blocks = new ModuleList<InvertedResidual>();
        int channels = network.StemChannels;
        MapSize size = MapSize.Square(network.InputSize).Strided(2);
        foreach (BlockConfiguration block in network.ExpandedBlocks())
        {
            blocks.Add(new InvertedResidual(block, channels, size));
            channels = block.Channels;
            size = size.Strided(block.Stride);
        }

        dropout = Dropout(dropoutRate);
        FeatureCount = channels;
        output = Linear(channels, network.Classes.Count);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override int FeatureCount { get; }

    public ConvolutionUnit Stem => stem;

    public IEnumerable<InvertedResidual> Blocks => blocks;

    public Linear Output => output;

    /// <summary>Every convolution with its place, as checkpoints name it.</summary>
    public IEnumerable<(string Place, ConvolutionUnit Unit)> Units() =>
        Blocks.SelectMany((block, i) => block.Units.Select((unit, j) => ($"{nameof(blocks)}.{i}.units.{j}", unit))).Prepend((nameof(stem), stem));

    /// <summary>The place of the last layer.</summary>
    public static string OutputPlace => nameof(output);

    /// <summary>The block that a place belongs to, from 1; the stem is 0.</summary>
    public static int BlockOf(string place) =>
        place == nameof(stem) ? 0 : 1 + int.Parse(place.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Logits from the first of its features only.</summary>
    /// <param name="features">N x any number up to <see cref="FeatureCount"/>.</param>
    public Tensor ClassifyPart(Tensor features) =>
        functional.linear(dropout.forward(features), output.weight!.narrow(1, 0, features.shape[1]).contiguous(), output.bias);

    /// <inheritdoc/>
    public override Tensor Features(Tensor input)
    {
        Tensor features = stem.forward(input);
        foreach (InvertedResidual block in blocks)
        {
            features = block.forward(features);
        }

        return features.mean([2L, 3L]);
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor features) => output.forward(dropout.forward(features));
}
