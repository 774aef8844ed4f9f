// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Networks;

/// <summary>The block that <see cref="BlockConfiguration"/> describes (MobileNetV2, section 3.2).</summary>
internal sealed class InvertedResidual : Module<Tensor, Tensor>
{
    private readonly ModuleList<ConvolutionUnit> units;

    public InvertedResidual(BlockConfiguration block, int inputs, MapSize size)
        : base(nameof(InvertedResidual))
    {
        units = new ModuleList<ConvolutionUnit>();
        if (block.Expanded != inputs)
        {
            units.Add(new ConvolutionUnit(inputs, block.Expanded, 1, 1, depthwise: false, activated: true, size));
        }

        if (block.Kernel > 1)
        {
            units.Add(new ConvolutionUnit(block.Expanded, block.Expanded, block.Kernel, block.Stride, depthwise: true, activated: true, size));
        }

        units.Add(new ConvolutionUnit(block.Expanded, block.Channels, 1, 1, depthwise: false, activated: false, size.Strided(block.Stride)));
        IsResidual = block.Stride == 1 && inputs == block.Channels;
        RegisterComponents();
    }

    public bool IsResidual { get; }

    public IEnumerable<ConvolutionUnit> Units => units;

    public override Tensor forward(Tensor input)
    {
        Tensor output = input;
        foreach (ConvolutionUnit unit in units)
        {
            output = unit.forward(output);
        }

        return IsResidual ? output.add_(input) : output;
    }
}
