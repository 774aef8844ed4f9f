// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>A sliding window as TFLite declares it, and what it does to an image.</summary>
internal readonly record struct ConvolutionWindow(
    TfLitePadding Padding, int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight = 1, int DilationWidth = 1)
{
    /// <summary>The window over an image of <paramref name="input"/>, and the output's height and width.</summary>
    public (Window Window, int Height, int Width) Over(Extents input, OperatorContext context)
    {
        Check(context);
        Window window = new(KernelHeight, KernelWidth, StrideHeight, StrideWidth, DilationHeight, DilationWidth);
        int height = Windows.OutputSize(Padding, input.Height, window.ExtentHeight, StrideHeight);
        int width = Windows.OutputSize(Padding, input.Width, window.ExtentWidth, StrideWidth);
        if (height < 1 || width < 1)
        {
            throw context.Refuse($"has a window of {window.ExtentHeight} x {window.ExtentWidth} larger than its input");
        }

        return (window with
        {
            PadTop = Windows.PadBefore(input.Height, window.ExtentHeight, StrideHeight, height),
            PadLeft = Windows.PadBefore(input.Width, window.ExtentWidth, StrideWidth, width),
        }, height, width);
    }

    private void Check(OperatorContext context)
    {
        if (!Enum.IsDefined(Padding))
        {
            throw context.Refuse($"has the padding {(int)Padding}, which is not supported");
        }

        if (KernelHeight is < 1 or > Limits.Dimension || KernelWidth is < 1 or > Limits.Dimension)
        {
            throw context.Refuse($"has a kernel of {KernelHeight} x {KernelWidth}; 1 to {Limits.Dimension} are supported");
        }

        if (StrideHeight is < 1 or > Limits.Step || StrideWidth is < 1 or > Limits.Step)
        {
            throw context.Refuse($"has a stride of {StrideHeight} x {StrideWidth}; 1 to {Limits.Step} are supported");
        }

        if (DilationHeight is < 1 or > Limits.Step || DilationWidth is < 1 or > Limits.Step)
        {
            throw context.Refuse($"has a dilation of {DilationHeight} x {DilationWidth}; 1 to {Limits.Step} are supported");
        }

        if ((KernelHeight - 1) * DilationHeight >= Limits.Dimension || (KernelWidth - 1) * DilationWidth >= Limits.Dimension)
        {
            throw context.Refuse($"has a dilated kernel of more than {Limits.Dimension} pixels");
        }
    }
}
