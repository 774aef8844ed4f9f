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
        stem = new ConvolutionUnit(3, network.StemChannels, 3, 2, depthwise: false, activated: true, network.InputSize);
        blocks = new ModuleList<InvertedResidual>();
        int channels = network.StemChannels;
        int size = (network.InputSize + 1) / 2;
        foreach (BlockConfiguration block in network.ExpandedBlocks())
        {
            blocks.Add(new InvertedResidual(block, channels, size));
            channels = block.Channels;
            size = (size + block.Stride - 1) / block.Stride;
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
