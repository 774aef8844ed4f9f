// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Networks;

/// <summary>The first channels of a convolution, and the middle of its windows.</summary>
/// <param name="Outputs">Output channels.</param>
/// <param name="Inputs">Input channels; as many as outputs when depthwise.</param>
/// <param name="Kernel">Height and width of the windows.</param>
/// <param name="Stride">Of the part, which may differ from the whole's.</param>
internal sealed record ConvolutionPart(int Outputs, int Inputs, int Kernel, int Stride);

/// <summary>Convolution with TensorFlow's SAME padding, batch normalisation and, where asked, ReLU6.</summary>
internal sealed class ConvolutionUnit : Module<Tensor, Tensor>
{
    /// <summary>Added to the variance before its root is taken.</summary>
    public const double Epsilon = 1e-5;

    // Registered under their names, which checkpoints hold: hence no underscore.
    private readonly Conv2d convolution;
    private readonly BatchNorm2d normalisation;
    private readonly long[]? _padding;
    private readonly long[] _symmetricPadding;

    public ConvolutionUnit(int inputs, int outputs, int kernel, int stride, bool depthwise, bool activated, MapSize input)
        : base(nameof(ConvolutionUnit))
    {
        // SAME splits an odd total with the smaller half first, which torch's own symmetric padding cannot express.
        (long top, long bottom) = Padding(input.Height, kernel, stride);
        (long left, long right) = Padding(input.Width, kernel, stride);
        _symmetricPadding = [top, left];
        _padding = top == bottom && left == right ? null : [left, right, top, bottom];
        convolution = Conv2d(inputs, outputs, (kernel, kernel), (stride, stride), groups: depthwise ? inputs : 1, bias: false);
        normalisation = BatchNorm2d(outputs, eps: Epsilon);
        Kernel = kernel;
        Stride = stride;
        Depthwise = depthwise;
        Activated = activated;
        init.kaiming_normal_(convolution.weight!, mode: init.FanInOut.FanOut);
        RegisterComponents();
    }

    public int Kernel { get; }

    public int Stride { get; }

    public bool Depthwise { get; }

    public bool Activated { get; }

    public Conv2d Convolution => convolution;

    public BatchNorm2d Normalisation => normalisation;

    /// <summary>
    /// Whether batch normalisation keeps its mean and variance in training too, as a network does that begins with another one's and learns slowly. It is
    /// then folded into the convolution at each step, gradients included, which saves several passes over the feature map.
    /// </summary>
    public bool HasFixedStatistics { get; set; }

    /// <summary>
    /// What a batch weighs in the running mean and variance, 0 to 1, while these are taken: each batch is then normalised by its own, and nothing else changes.
    /// Null when they are not taken.
    /// </summary>
    public double? CalibrationWeight { get; set; }

    public override Tensor forward(Tensor input)
    {
        using Tensor? padded = _padding is null ? null : functional.pad(input, _padding);
        long[] padding = padded is null ? _symmetricPadding : [0, 0];
        Tensor Convolved() => Convolutions.Convolve(padded ?? input, convolution.weight!, null, [Stride, Stride], padding, Depthwise ? convolution.weight!.shape[0] : 1);
        Tensor output = CalibrationWeight is { } weight
            ? functional.batch_norm(Convolved(), normalisation.running_mean!, normalisation.running_var!, normalisation.weight, normalisation.bias, training: true, weight, Epsilon)
            : HasFixedStatistics || !training
            ? ConvolveFolded(padded ?? input, padding)
            : normalisation.forward(Convolved());
        return Activated ? functional.relu6(output, inplace: true) : output;
    }

    /// <summary>
    /// Runs a part of it on pictures of any size. In training each batch is normalised by its own mean and variance, and the running ones, which are the whole's, stay
    /// as they are.
    /// </summary>
    public Tensor ForwardPart(Tensor input, ConvolutionPart part)
    {
        (long top, long bottom) = Padding((int)input.shape[2], part.Kernel, part.Stride);
        (long left, long right) = Padding((int)input.shape[3], part.Kernel, part.Stride);
        bool isSymmetric = top == bottom && left == right;
        using Tensor? padded = isSymmetric ? null : functional.pad(input, [left, right, top, bottom]);
        PartWeights weights = Weights(part);
        long[] padding = isSymmetric ? [top, left] : [0, 0];
        Tensor output = training
            ? functional.batch_norm(
                Convolutions.Convolve(padded ?? input, weights.Kernels, null, [part.Stride, part.Stride], padding, Depthwise ? part.Outputs : 1),
                zeros_like(weights.Mean), ones_like(weights.Variance), weights.Gain, weights.Bias, training: true, eps: Epsilon)
            : ConvolveFolded(padded ?? input, weights, part.Stride, padding);
        return Activated ? functional.relu6(output, inplace: true) : output;
    }

    /// <summary>Takes over a part of another convolution of the same kind, which is as large as this one.</summary>
    public void CopyPart(ConvolutionUnit source, ConvolutionPart part)
    {
        using IDisposable noGradient = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        PartWeights weights = source.Weights(part);
        convolution.weight!.copy_(weights.Kernels);
        normalisation.weight!.copy_(weights.Gain);
        normalisation.bias!.copy_(weights.Bias);
        normalisation.running_mean!.copy_(weights.Mean);
        normalisation.running_var!.copy_(weights.Variance);
    }

    private PartWeights Weights(ConvolutionPart part)
    {
        int border = (Kernel - part.Kernel) / 2;
        Tensor kernels = convolution.weight!.narrow(0, 0, part.Outputs).narrow(1, 0, Depthwise ? 1 : part.Inputs)
            .narrow(2, border, part.Kernel).narrow(3, border, part.Kernel).contiguous();
        return new PartWeights(kernels, First(normalisation.weight!), First(normalisation.bias!), First(normalisation.running_mean!), First(normalisation.running_var!));

        Tensor First(Tensor values) => values.narrow(0, 0, part.Outputs);
    }

    private Tensor ConvolveFolded(Tensor input, long[] padding) => ConvolveFolded(
        input,
        new PartWeights(convolution.weight!, normalisation.weight!, normalisation.bias!, normalisation.running_mean!, normalisation.running_var!),
        Stride,
        padding);

    private Tensor ConvolveFolded(Tensor input, PartWeights part, int stride, long[] padding)
    {
        Tensor gain = part.Gain * (part.Variance + Epsilon).rsqrt();
        Tensor weights = part.Kernels * gain.reshape(-1, 1, 1, 1);
        Tensor bias = part.Bias - (part.Mean * gain);
        return Convolutions.Convolve(input, weights, bias, [stride, stride], padding, Depthwise ? weights.shape[0] : 1);
    }

    private static (long Before, long After) Padding(int size, int kernel, int stride)
    {
        int total = Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + kernel - size);
        return (total / 2, total - (total / 2));
    }

    private sealed record PartWeights(Tensor Kernels, Tensor Gain, Tensor Bias, Tensor Mean, Tensor Variance);
}
