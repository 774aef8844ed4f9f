// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Detection;

/// <summary>What <see cref="HeadConfiguration"/> describes.</summary>
internal sealed class DetectorHead : Module
{
    // Before training a cell believes in an object with this probability (Lin et al. 2017, focal loss), and in a box of four strides.
    private const double PriorProbability = 0.01;
    private const double PriorDistance = 2;

    private readonly ConvolutionUnit lateral;
    private readonly ConvolutionUnit? descent;
    private readonly ModuleList<ConvolutionUnit> tower;
    private readonly Conv2d output;

    /// <param name="head">Its configuration.</param>
    /// <param name="inputs">Channels of the trunk's feature map.</param>
    /// <param name="above">Channels of the coarser head; null when there is none.</param>
    /// <param name="cellChannels">Values that a cell predicts.</param>
    /// <param name="size">Of the feature map.</param>
    public DetectorHead(HeadConfiguration head, int inputs, int? above, int cellChannels, MapSize size)
        : base(nameof(DetectorHead))
    {
        lateral = new ConvolutionUnit(inputs, head.Channels, 1, 1, depthwise: false, activated: above is null, size);
        descent = above is { } coarser ? new ConvolutionUnit(coarser, head.Channels, 1, 1, depthwise: false, activated: false, size) : null;
        tower = new ModuleList<ConvolutionUnit>();
        for (int layer = 0; layer < head.Depth; layer++)
        {
            tower.Add(new ConvolutionUnit(head.Channels, head.Channels, head.Kernel, 1, depthwise: true, activated: true, size));
            tower.Add(new ConvolutionUnit(head.Channels, head.Channels, 1, 1, depthwise: false, activated: true, size));
        }

        output = Conv2d(head.Channels, cellChannels, 1);
        using (no_grad())
        {
            init.normal_(output.weight!, 0, 0.01);
            output.bias!.fill_(-Math.Log((1 - PriorProbability) / PriorProbability));
            output.bias.narrow(0, 0, DetectorConfiguration.Sides).fill_(PriorDistance);
        }

        RegisterComponents();
    }

    public Conv2d Output => output;

    public IEnumerable<(string Place, ConvolutionUnit Unit)> Units() =>
    [
        (nameof(lateral), lateral),
        .. descent is null ? Array.Empty<(string, ConvolutionUnit)>() : [(nameof(descent), descent)],
        .. tower.Select((unit, i) => ($"{nameof(tower)}.{i}", unit)),
    ];

    /// <param name="features">The trunk's.</param>
    /// <param name="coarser">The coarser head's map; null when there is none.</param>
    /// <returns>The predictions, N x values x rows x columns, and the map that a finer head takes.</returns>
    public (Tensor Prediction, Tensor Map) Predict(Tensor features, Tensor? coarser)
    {
        Tensor map = lateral.forward(features);
        if (coarser is not null)
        {
            Tensor enlarged = functional.interpolate(descent!.forward(coarser), [map.shape[2], map.shape[3]], mode: InterpolationMode.Nearest);
            map = functional.relu6(map + enlarged);
        }

        Tensor last = map;
        foreach (ConvolutionUnit unit in tower)
        {
            last = unit.forward(last);
        }

        return (Convolutions.Convolve(last, output.weight!, output.bias, [1, 1], [0, 0], 1), map);
    }
}
