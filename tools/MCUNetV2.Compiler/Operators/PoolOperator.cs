// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>What AVERAGE_POOL_2D and MAX_POOL_2D have in common.</summary>
internal abstract class PoolOperator(OperatorKind kind) : OperatorClass(kind)
{
    /// <summary>Difference of input and output scale that TFLite tolerates.</summary>
    private const double ScaleTolerance = 1e-6;

    public override bool HasClamp => true;

    public override AxisMap Map(Dependence of) => of.Window();

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) =>
        inputs[0].Select(range => range.Clamp(node.Operator.ActivationMin, node.Operator.ActivationMax));

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);

    protected static string Detail(TfLiteOperator @operator) => @operator.Options is Pool2DOptions o
        ? SourceDetail.Window($"{o.FilterHeight}x{o.FilterWidth}", (o.StrideHeight, o.StrideWidth), (1, 1), o.Padding, o.Activation)
        : "";

    protected static Value Import(OperatorContext context, OperatorKind kind)
    {
        Pool2DOptions options = context.Options<Pool2DOptions>();
        Value input = context.Image(context.Input(0));
        Extents extents = context.ExtentsOf(input);
        ConvolutionWindow declared = new(
            options.Padding, options.FilterHeight, options.FilterWidth, options.StrideHeight, options.StrideWidth);
        (Window window, int height, int width) = declared.Over(extents, context);
        Extents output = extents with { Height = height, Width = width };
        Shapes.Expect(context.Output, [1, height, width, extents.Channels], context.Refuse);

        (float Scale, int ZeroPoint) quantization = Quantized.Activation(context.Output, context.Refuse);
        Tensor tensor = context.Graph[input.Tensor];
        if (Math.Abs(tensor.Scale - quantization.Scale) > ScaleTolerance || tensor.ZeroPoint != quantization.ZeroPoint)
        {
            throw context.Refuse("has different quantisations of input and output; TFLite requires the same");
        }

        (int min, int max) = Quantized.Clamp(options.Activation, quantization, context.Refuse);
        if ((long)Math.Min(window.KernelHeight, extents.Height) * Math.Min(window.KernelWidth, extents.Width) > Limits.Summands)
        {
            throw context.Refuse($"pools more than {Limits.Summands} values, which is not supported");
        }

        if (kind == OperatorKind.AveragePool2D && context.FromUInt8 && !HasOddWindows(window, extents, output))
        {
            throw context.Refuse("averages an even number of uint8 values, which TFLite rounds otherwise than int8; export the model with int8 activations");
        }

        if (kind == OperatorKind.MaxPool2D)
        {
            (input, window) = PaddingFold.IntoMaximum(context, input, window, output, min);
        }

        return context.Emit(kind, [input.Tensor], output, Layout.Image(output), o => o with
        {
            Window = window,
            ActivationMin = min,
            ActivationMax = max,
        });
    }

    /// <summary>Whether every window holds an odd number of real pixels, so that no average lies halfway between two values.</summary>
    private static bool HasOddWindows(Window window, Extents input, Extents output)
    {
        return Enumerable.Range(0, output.Height).All(y => IsOdd((y * window.StrideHeight) - window.PadTop, window.KernelHeight, input.Height)) &&
            Enumerable.Range(0, output.Width).All(x => IsOdd((x * window.StrideWidth) - window.PadLeft, window.KernelWidth, input.Width));

        static bool IsOdd(int first, int kernel, int size) => (Math.Min(first + kernel, size) - Math.Max(first, 0)) % 2 == 1;
    }
}
