// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Networks;

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
        convolution = Conv2d(inputs, outputs, (kernel, kernel), (stride, stride), padding: _padding is null ? (top, left) : (0L, 0L),
            groups: depthwise ? inputs : 1, bias: false);
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

    public override Tensor forward(Tensor input)
    {
        using Tensor? padded = _padding is null ? null : functional.pad(input, _padding);
        Tensor output = HasFixedStatistics || !training
            ? ConvolveFolded(padded ?? input, padded is null ? _symmetricPadding : [0, 0])
            : normalisation.forward(convolution.forward(padded ?? input));
        return Activated ? functional.relu6(output, inplace: true) : output;
    }

    private Tensor ConvolveFolded(Tensor input, long[] padding)
    {
        Tensor gain = normalisation.weight! * (normalisation.running_var! + Epsilon).rsqrt();
        Tensor weights = convolution.weight! * gain.reshape(-1, 1, 1, 1);
        Tensor bias = normalisation.bias! - (normalisation.running_mean! * gain);
        return functional.conv2d(input, weights, bias, [Stride, Stride], padding: padding, groups: Depthwise ? weights.shape[0] : 1);
    }

    private static (long Before, long After) Padding(int size, int kernel, int stride)
    {
        int total = Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + kernel - size);
        return (total / 2, total - (total / 2));
    }
}
