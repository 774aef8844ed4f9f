// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Backends;
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Cost;

/// <summary>The loops of <c>src/backends/rv32</c>, as they go over a call's region.</summary>
internal static class Rv32Terms
{
    private const int Group = 4;       // bytes of a window that are multiplied together
    private const int MaskGroups = 31; // of one mask
    private const int Most = 6;        // pixels of a block
    private const int Strip = 8;       // output rows of a depthwise strip
    private const int Wide = 4;        // outputs computed together, or
    private const int Narrow = 3;

    public static void Add(KernelCall call, CostTerms terms)
    {
        switch (call.Kind)
        {
            case OperatorKind.Conv2D: Convolve(call, terms); break;
            case OperatorKind.DepthwiseConv2D: Depthwise(call, terms); break;
            default: Sum(call, terms); break;
        }
    }

    private static void Convolve(KernelCall call, CostTerms terms)
    {
        int together = call.Width == call.OutputPitch ? call.Height : 1; // rows without gaps are one long row
        int run = together * call.Width, runs = call.Height / together;
        int rest = run % Most;
        terms.Add("conv_2d: call", 1);
        terms.Add("conv_2d: row", call.Height);
        Blocks(call, terms, 3, runs * ((run / Most) + (rest > 4 ? 1 : 0)));
        Blocks(call, terms, 2, rest is 3 or 4 ? runs : 0);
        Blocks(call, terms, 1, rest is 1 or 2 ? runs : 0);

        int inside = call.Rows.Inside * call.Columns.Inside, rowBytes = call.Window.KernelWidth * call.Input.Channels;
        double pairs = runs * ((run + 1) / 2);
        terms.Add("conv_2d: two pixels", pairs);
        terms.Add("conv_2d: row of two pixels", pairs * call.Window.KernelHeight);
        terms.Add("conv_2d: group of two pixels", pairs * call.Window.KernelHeight * (rowBytes / Group));
        terms.Add("conv_2d: rests of two pixels", rowBytes % Group == 0 ? 0 : pairs * call.Window.KernelHeight);
        terms.Add("conv_2d: rest of two pixels", pairs * call.Window.KernelHeight * (rowBytes % Group));
        terms.Add("conv_2d: window at the border", call.Pixels - inside);
        terms.Add("conv_2d: byte of a window at the border", (call.Pixels - inside) * (double)call.WindowBytes);
        terms.Add(call.IsRectified ? "conv_2d: output, rectified" : "conv_2d: output", call.Elements);
    }

    /// <summary>Blocks of so many pairs of pixels.</summary>
    private static void Blocks(KernelCall call, CostTerms terms, int width, double blocks)
    {
        if (blocks == 0)
        {
            return;
        }

        int groups = (call.WindowBytes + Group - 1) / Group, pairs = (call.Channels + 1) / 2;
        double marked = Rv32Layout.MarkedGroups(call.Node.Operator);
        string kernel = $"conv_2d by {2 * width}";
        terms.Add($"{kernel}: block", blocks);
        terms.Add($"{kernel}: pair of channels", blocks * pairs);
        terms.Add($"{kernel}: group of a pair", blocks * ((pairs * (double)groups) - marked));
        terms.Add($"{kernel}: group in halves", blocks * marked);
        terms.Add("conv_2d: mask of a pair", blocks * pairs * ((groups + MaskGroups - 1) / MaskGroups));
    }

    private static void Depthwise(KernelCall call, CostTerms terms)
    {
        int k = call.Window.KernelHeight, stride = call.Window.StrideHeight;
        double channels = call.Channels;
        int strip = call.InPlace ? call.Height : Math.Min(Strip, call.Height);
        int strips = (call.Height + strip - 1) / strip;
        int overlap = (strips - 1) * (k - stride);
        int rows = Math.Max(0, call.Rows.Read + overlap), width = ((call.Width - 1) * stride) + k, height = ((call.Height - 1) * stride) + k + overlap;
        int narrow = call.Width == 5 ? 2 : (Wide - (call.Width % Wide)) % Wide, wide = (call.Width - (narrow * Narrow)) / Wide;
        string kernel = $"depthwise {k} x {k}, stride {stride}";
        terms.Add("depthwise: call", 1);
        terms.Add("depthwise: strip", strips);
        terms.Add("depthwise: byte padded", (double)width * height);
        terms.Add("depthwise: channel of a strip", channels * strips);
        terms.Add("depthwise: row copied", channels * rows);
        terms.Add("depthwise: pixel copied", channels * rows * call.Columns.Read);
        if (call.Width < Narrow)
        {
            terms.Add("depthwise, few: row", channels * call.Height);
            terms.Add("depthwise, few: output", channels * call.Pixels);
            terms.Add("depthwise, few: row of taps", channels * call.Pixels * k);
            terms.Add("depthwise, few: tap", channels * call.Pixels * k * k);
            return;
        }

        terms.Add($"depthwise {k} x {k}: column of a strip", channels * strips * (wide + narrow));
        terms.Add($"{kernel}: four outputs", channels * call.Height * wide);
        terms.Add($"{kernel}: three outputs", channels * call.Height * narrow);
        terms.Add("depthwise: outputs, not rectified", call.IsRectified ? 0 : channels * call.Height * (wide + narrow));
        terms.Add("depthwise: output, not rectified", call.IsRectified ? 0 : channels * call.Height * ((wide * Wide) + (narrow * Narrow)));
    }

    private static void Sum(KernelCall call, CostTerms terms)
    {
        bool broadcasts = call.Node.Input(0).Width != call.Output.Width || call.Node.Input(1).Width != call.Output.Width;
        terms.Add($"{call.Kind}: call", 1);
        terms.Add($"{call.Kind}: row", call.Height);
        terms.Add($"{call.Kind}: pixel", broadcasts ? call.Pixels : 0);
        terms.Add($"{call.Kind}: output", call.Elements);
    }
}
