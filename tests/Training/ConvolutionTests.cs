// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Networks;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests;

/// <summary>What libtorch computes of the convolutions that networks have, batches of them, against double precision: some of its kernels are wrong on some processors.</summary>
public class ConvolutionTests
{
    private const int Batch = 32;

    [Theory]
    [InlineData(8, 40)]
    [InlineData(16, 72)]
    [InlineData(16, 80)]
    [InlineData(40, 200)]
    [InlineData(48, 288)]
    [InlineData(200, 40)]
    [InlineData(120, 24)]
    [InlineData(3, 5)]
    public void Pointwise_convolutions_and_their_gradients_are_right(long inputs, long outputs) => Check(rand(outputs, inputs, 1, 1) - 0.5, inputs, 1, 1);

    [Theory]
    [InlineData(24, 5, 2)]
    [InlineData(40, 3, 1)]
    [InlineData(72, 7, 2)]
    [InlineData(80, 5, 1)]
    [InlineData(200, 3, 2)]
    public void Depthwise_convolutions_and_their_gradients_are_right(long channels, long kernel, long stride) => Check(rand(channels, 1, kernel, kernel) - 0.5, channels, stride, channels);

    [Theory]
    [InlineData(16, 3)]
    [InlineData(40, 3)]
    public void The_first_convolution_and_its_gradients_are_right(long outputs, long inputs) => Check(rand(outputs, inputs, 3, 3) - 0.5, inputs, 2, 1);

    private static void Check(Tensor weights, long inputs, long stride, long groups)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = (rand(Batch, 12, 12, inputs) - 0.5).permute(0, 3, 1, 2);
        Tensor[] single = Results(pictures, weights, stride, groups);
        Tensor[] wanted = Results(pictures.to(float64), weights.to(float64), stride, groups);
        foreach ((Tensor made, Tensor exact) in single.Zip(wanted))
        {
            made.to(float64).allclose(exact, 1e-3, 1e-3 * exact.abs().max().item<double>()).ShouldBeTrue();
        }
    }

    /// <summary>The outputs, and the gradients of the sum of their squares.</summary>
    private static Tensor[] Results(Tensor pictures, Tensor weights, long stride, long groups)
    {
        Tensor input = pictures.detach().requires_grad_();
        Tensor kernels = weights.detach().requires_grad_();
        long border = weights.shape[2] / 2;
        Tensor outputs = Convolutions.Convolve(input, kernels, null, [stride, stride], [border, border], groups);
        outputs.square().sum().backward();
        return [outputs.detach(), input.grad!, kernels.grad!];
    }
}
