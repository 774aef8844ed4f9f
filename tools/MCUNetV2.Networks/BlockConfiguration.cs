// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks;

/// <summary>An inverted residual: 1x1 expansion, depthwise kernel x kernel, 1x1 projection.</summary>
/// <param name="Kernel">Depthwise kernel: 1, 3, 5 or 7; 1 leaves the depthwise convolution out.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="Expanded">Channels between expansion and projection; equal to the input's leaves the expansion out.</param>
/// <param name="Channels">Output channels. With stride 1 and as many input channels, the input is added.</param>
/// <param name="Repeat">How many such blocks follow each other; only the first one has the stride.</param>
public sealed record BlockConfiguration(int Kernel, int Stride, int Expanded, int Channels, int Repeat = 1)
{
    /// <summary>The block with its repetitions written out.</summary>
    public IEnumerable<BlockConfiguration> Expand() =>
        Enumerable.Range(0, Repeat).Select(number => this with { Repeat = 1, Stride = number == 0 ? Stride : 1 });

    /// <exception cref="InvalidDataException">A value is out of range; the message says which.</exception>
    public void Validate()
    {
        Require(Kernel is 1 or 3 or 5 or 7, $"a block's kernel is {Kernel}; 1, 3, 5 and 7 exist");
        Require(Stride is 1 or 2, $"a block's stride is {Stride}; 1 and 2 exist");
        Require(Kernel > 1 || Stride == 1, "a block without depthwise convolution (kernel 1) has stride 2");
        Require(this is { Expanded: > 0, Channels: > 0, Repeat: > 0 }, "a block's expanded, channels and repeat must be positive");
        Require(Math.Max(Expanded, Channels) <= NetworkLimits.MostChannels, $"a block has {Math.Max(Expanded, Channels)} channels; {NetworkLimits.MostChannels} is the most");

        static void Require(bool condition, string problem)
        {
            if (!condition)
            {
                throw new InvalidDataException(problem);
            }
        }
    }
}
