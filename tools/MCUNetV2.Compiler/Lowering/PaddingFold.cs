// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>
/// Lets a sliding window read the input of a PAD instead of its output, where the result is the same. The PAD itself stays for those
/// consumers that need it, and is dropped when none does.
/// </summary>
internal static class PaddingFold
{
    /// <summary>Into a convolution, to which padding reads as real 0: exact when that is what the PAD writes.</summary>
    public static (Value Input, Window Window) IntoConvolution(OperatorContext context, Value input, Window window, Extents output)
    {
        Tensor padded = context.Graph[input.Tensor];
        return Into(context, input, window, output, fill => fill == padded.ZeroPoint);
    }

    /// <summary>Into MAX_POOL_2D, which skips padding: exact when what the PAD writes is never more than the lower clamp.</summary>
    public static (Value Input, Window Window) IntoMaximum(
        OperatorContext context, Value input, Window window, Extents output, int activationMin) =>
        Into(context, input, window, output, fill => fill <= activationMin);

    private static (Value Input, Window Window) Into(
        OperatorContext context, Value input, Window window, Extents output, Func<int, bool> isExact)
    {
        if (PadOf(context.Graph, input.Tensor) is not { Parameter: 0 } pad || !isExact(context.Graph[pad.Output].ZeroPoint))
        {
            return (input, window);
        }

        Tensor inner = context.Graph[pad.Inputs[0]];
        Window folded = window with { PadTop = window.PadTop + pad.Window.PadTop, PadLeft = window.PadLeft + pad.Window.PadLeft };
        return SameQuantization(inner, context.Graph[input.Tensor]) && inner.Channels == context.ExtentsOf(input).Channels &&
            TouchesInput(folded, Extents.Of(inner), output)
            ? (input with { Tensor = pad.Inputs[0] }, folded)
            : (input, window);
    }

    /// <summary>The PAD that computes a tensor, perhaps followed by the copy that <see cref="Operators.Pad"/> adds.</summary>
    private static Operator? PadOf(GraphBuilder graph, int tensor)
    {
        Operator? producer = graph.ProducerOf(tensor);
        Operator? pad = producer?.Constants == LookupTable.Identity ? graph.ProducerOf(producer!.Inputs[0]) : producer;
        return pad is { Kind: OperatorKind.Pad } ? pad : null;
    }

    /// <summary>The first and the last window, and so every one, have a pixel inside the input.</summary>
    private static bool TouchesInput(Window window, Extents input, Extents output) =>
        Touches(window.PadTop, window.ExtentHeight, window.StrideHeight, output.Height, input.Height) &&
        Touches(window.PadLeft, window.ExtentWidth, window.StrideWidth, output.Width, input.Width);

    private static bool Touches(int padBefore, int extent, int stride, int count, int size) =>
        padBefore < extent && ((count - 1) * stride) - padBefore < size;

    private static bool SameQuantization(Tensor a, Tensor b) => a.Scale == b.Scale && a.ZeroPoint == b.ZeroPoint;
}
