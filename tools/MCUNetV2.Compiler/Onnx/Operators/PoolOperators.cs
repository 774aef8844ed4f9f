// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>MaxPool and AveragePool with any padding.</summary>
internal static class PoolOperators
{
    public static OnnxActivation Maximum(OnnxContext context)
    {
        (OnnxActivation value, OnnxWindow window) = Window(context);
        if (context.Node.Outputs.Length > 1 && context.Node.Outputs[1].Length > 0)
        {
            throw context.Node.Refuse("has the places of the maxima as a second output");
        }

        // Below zero, a padding of zeros would be chosen; the least value never is.
        float fill = IsNeverNegative(context, value.Tensor) ? 0 : float.NegativeInfinity;
        int input = window.Extra is { } pad ? Pad(context, value.Tensor, pad, fill) : value.Tensor;
        return Result(context, value, context.Builder.Pool(context.Node.Outputs[0], input, window.Window, maximum: true));
    }

    public static OnnxActivation Average(OnnxContext context)
    {
        (OnnxActivation value, OnnxWindow window) = Window(context);
        bool countsPadding = context.Node.Integer("count_include_pad", 0) != 0;
        // TFLite leaves padding out of the count, of which there is none when zeros are part of the input.
        if (countsPadding && window.Window.Padding == TfLitePadding.Same)
        {
            FloatWindow same = window.Window;
            window = window with
            {
                Window = same with { Padding = TfLitePadding.Valid },
                Extra = new OnnxPadding(
                    same.PadTop(value.Shape[2]), same.PadLeft(value.Shape[3]), same.PadBottom(value.Shape[2]), same.PadRight(value.Shape[3])),
            };
        }

        int input = window.Extra is { } pad ? Pad(context, value.Tensor, pad, 0) : value.Tensor;
        int pooled = context.Builder.Pool(context.Node.Outputs[0], input, window.Window, maximum: false);
        if (window.Extra is { } extra && (!countsPadding || extra != window.Counted))
        {
            FloatTensor result = context.Builder.Tensors[pooled];
            int shares = context.AddConstant("shares", [1, result.Height, result.Width, 1], Shares(value, window, extra, result, countsPadding));
            pooled = context.Builder.Add(
                new FloatTensor(context.Node.Outputs[0], result.Shape), number => new FloatBinary(BinaryKind.Mul, [pooled, shares], number));
        }

        return Result(context, value, pooled);
    }

    /// <summary>For each window, by how much the mean over all of it is too small since padding was counted that should not be.</summary>
    private static ImmutableArray<float> Shares(OnnxActivation value, OnnxWindow window, OnnxPadding extra, FloatTensor result, bool countsPadding)
    {
        FloatWindow taps = window.Window;
        OnnxPadding counted = countsPadding ? window.Counted : new OnnxPadding(0, 0, 0, 0);
        int Rows(int y) => Inside((y * taps.StrideHeight) - extra.Top, taps.KernelHeight, counted.Top, value.Shape[2] + counted.Bottom);
        int Columns(int x) => Inside((x * taps.StrideWidth) - extra.Left, taps.KernelWidth, counted.Left, value.Shape[3] + counted.Right);
        return
        [
            .. Enumerable.Range(0, result.Height).SelectMany(y => Enumerable.Range(0, result.Width).Select(
                x => taps.KernelHeight * taps.KernelWidth / (float)Math.Max(1, Rows(y) * Columns(x)))),
        ];

        static int Inside(int first, int kernel, int before, int end) => Math.Min(first + kernel, end) - Math.Max(first, -before);
    }

    private static (OnnxActivation Value, OnnxWindow Window) Window(OnnxContext context)
    {
        OnnxActivation value = context.Image(0);
        ImmutableArray<long> kernel = context.Node.Integers("kernel_shape") ?? [];
        if (kernel.Length != 2 || kernel.Any(size => size is < 1 or > 8192) || OnnxWindow.Pair(context.Node, "dilations") != (1, 1))
        {
            throw context.Node.Refuse($"has the kernel [{string.Join(", ", kernel.Take(4))}], or is dilated; two sizes without dilation are possible");
        }

        return (value, OnnxWindow.Of(context.Node, value, (int)kernel[0], (int)kernel[1]));
    }

    private static int Pad(OnnxContext context, int tensor, OnnxPadding pad, float fill) =>
        context.Builder.Pad($"{context.Node.Outputs[0]}/pad", tensor, pad.Top, pad.Bottom, pad.Left, pad.Right, fill);

    private static OnnxActivation Result(OnnxContext context, OnnxActivation value, int tensor)
    {
        FloatTensor result = context.Builder.Tensors[tensor];
        return new OnnxActivation(tensor, [1, value.Shape[1], result.Height, result.Width], value.Permutation);
    }

    private static bool IsNeverNegative(OnnxContext context, int tensor) => context.Builder.ProducerOf(tensor) switch
    {
        FloatClip { Low: >= 0 } or FloatSoftmax or FloatUnary { Function: UnaryKind.Logistic } => true,
        FloatPool or FloatRequantize => IsNeverNegative(context, context.Builder.ProducerOf(tensor)!.Input),
        FloatConcatenation concatenation => concatenation.Inputs.All(input => IsNeverNegative(context, input)),
        _ => false,
    };
}
