// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Detection;

/// <summary>The network that <see cref="DetectorConfiguration"/> describes; <see cref="DetectorGraph"/> is the same as a float graph.</summary>
internal sealed class Detector : Module<Tensor, Tensor>
{
    // Registered under their names, which checkpoints hold: hence no underscore.
    private readonly ConvolutionUnit stem;
    private readonly ModuleList<InvertedResidual> blocks;
    private readonly ModuleList<DetectorHead> heads;
    private readonly IReadOnlyList<int> _branches;

    public Detector(DetectorConfiguration network)
        : base(nameof(Detector))
    {
        stem = new ConvolutionUnit(3, network.StemChannels, 3, 2, depthwise: false, activated: true, network.InputSize);
        blocks = new ModuleList<InvertedResidual>();
        List<(int Channels, MapSize Size)> maps = [(network.StemChannels, network.InputSize.Strided(2))];
        foreach (BlockConfiguration block in network.ExpandedBlocks())
        {
            (int channels, MapSize size) = maps[^1];
            blocks.Add(new InvertedResidual(block, channels, size));
            maps.Add((block.Channels, size.Strided(block.Stride)));
        }

        _branches = network.Branches();
        heads = new ModuleList<DetectorHead>();
        for (int number = 0; number < network.Heads.Count; number++)
        {
            (int channels, MapSize size) = maps[_branches[number] + 1];
            int? above = number + 1 < network.Heads.Count ? network.Heads[number + 1].Channels : null;
            heads.Add(new DetectorHead(network.Heads[number], channels, above, network.CellChannels, size));
        }

        RegisterComponents();
    }

    /// <summary>Every convolution with batch normalisation, with its place as checkpoints and <see cref="DetectorGraph"/> name it.</summary>
    public IEnumerable<(string Place, ConvolutionUnit Unit)> Units() =>
    [
        (nameof(stem), stem),
        .. blocks.SelectMany((block, i) => block.Units.Select((unit, j) => ($"{nameof(blocks)}.{i}.units.{j}", unit))),
        .. heads.SelectMany((head, i) => head.Units().Select(item => ($"{nameof(heads)}.{i}.{item.Place}", item.Unit))),
    ];

    /// <summary>The block that a place belongs to, from 1; the stem is 0, and what follows the trunk is beyond all blocks.</summary>
    public static int BlockOf(string place) => place == nameof(stem) ? 0
        : place.StartsWith(nameof(blocks), StringComparison.Ordinal) ? 1 + int.Parse(place.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture) : int.MaxValue;

    /// <summary>The last convolutions, which predict; likewise.</summary>
    public IEnumerable<(string Place, Conv2d Convolution)> Outputs() => heads.Select((head, i) => ($"{nameof(heads)}.{i}.output", head.Output));

    /// <param name="input">Pictures, N x 3 x H x W, 0 to 1.</param>
    /// <returns>N x cells x (4 + classes): the cells row by row, those of the finest head first.</returns>
    public override Tensor forward(Tensor input)
    {
        List<Tensor> maps = [stem.forward(input)];
        foreach (InvertedResidual block in blocks)
        {
            maps.Add(block.forward(maps[^1]));
        }

        Tensor[] predictions = new Tensor[heads.Count];
        Tensor? coarser = null;
        for (int number = heads.Count - 1; number >= 0; number--)
        {
            (predictions[number], coarser) = heads[number].Predict(maps[_branches[number] + 1], coarser);
        }

        return Join(predictions);
    }

    /// <summary>Predictions of the heads, N x values x rows x columns each, as one: N x cells x values.</summary>
    public static Tensor Join(IEnumerable<Tensor> predictions) => cat([.. predictions.Select(prediction => prediction.permute(0, 2, 3, 1).flatten(1, 2))], 1);
}
