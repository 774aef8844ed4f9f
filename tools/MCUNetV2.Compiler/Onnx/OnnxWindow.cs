using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>Rows and columns of padding.</summary>
internal sealed record OnnxPadding(int Top, int Left, int Bottom, int Right);

/// <summary>Translates strides, pads and auto_pad.</summary>
internal static class OnnxWindow
{
    /// <param name="explicitly">Padding that must be an operator of its own, since it is neither SAME nor none.</param>
    public static FloatWindow Of(OnnxNode node, FloatTensor source, int kernelHeight, int kernelWidth, out OnnxPadding? explicitly)
    {
        ImmutableArray<long> strides = Integers(node, "strides", [1, 1]);
        if (node.Attributes.ContainsKey("ceil_mode") && node.Attributes["ceil_mode"].Integer != 0)
        {
            throw new UnsupportedModelException($"{node.Label} rounds its output size up");
        }

        if (node.Attributes.TryGetValue("auto_pad", out OnnxAttribute? automatic) && automatic.Text is not ("" or "NOTSET"))
        {
            throw new UnsupportedModelException($"{node.Label} has auto_pad {automatic.Text}; export the network with explicit pads");
        }

        ImmutableArray<long> pads = Integers(node, "pads", [0, 0, 0, 0]);
        OnnxPadding given = new((int)pads[0], (int)pads[1], (int)pads[2], (int)pads[3]);
        FloatWindow same = new(kernelHeight, kernelWidth, (int)strides[0], (int)strides[1], TfLitePadding.Same);
        bool none = given == new OnnxPadding(0, 0, 0, 0);
        bool isSame = !none && given == Same(same, source);
        explicitly = none || isSame ? null : given;
        return isSame ? same : same with { Padding = TfLitePadding.Valid };
    }

    private static OnnxPadding Same(FloatWindow window, FloatTensor source)
    {
        int top = window.PadTop(source.Height);
        int left = window.PadLeft(source.Width);
        int height = Math.Max(0, ((window.OutputHeight(source.Height) - 1) * window.StrideHeight) + window.KernelHeight - source.Height);
        int width = Math.Max(0, ((window.OutputWidth(source.Width) - 1) * window.StrideWidth) + window.KernelWidth - source.Width);
        return new OnnxPadding(top, left, height - top, width - left);
    }

    private static ImmutableArray<long> Integers(OnnxNode node, string name, ImmutableArray<long> missing)
    {
        return node.Attributes.TryGetValue(name, out OnnxAttribute? attribute) && !attribute.Integers.IsEmpty ? attribute.Integers : missing;
    }
}
