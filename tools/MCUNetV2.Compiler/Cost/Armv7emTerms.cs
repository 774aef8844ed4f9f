// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Cost;

/// <summary>The loops of <c>src/backends/armv7em</c>, as they go over a call's region.</summary>
internal static class Armv7emTerms
{
    private const int Together = 3;      // pixels of CONV_2D
    private const int FewOutputs = 9;    // FEW_OUTPUTS
    private const int FewDirect = 4;     // FEW_DIRECT_OUTPUTS
    private const int BandWords = 96;    // BAND_WORDS
    private const int LeastMore = 2;     // LEAST_MORE
    private const int Quad = 4;          // channels

    public static void Add(KernelCall call, CostTerms terms)
    {
        switch (call.Kind)
        {
            case OperatorKind.Conv2D: Convolve(call, terms); break;
            case OperatorKind.DepthwiseConv2D: Depthwise(call, terms); break;
            default: Elementwise(call, terms); break;
        }
    }

    private static void Convolve(KernelCall call, CostTerms terms)
    {
        Window window = call.Window;
        int groups = (call.WindowBytes + 3) / 4, pairs = call.Channels / 2, odd = call.Channels % 2;
        bool direct = (window.KernelWidth == 1 || window.DilationWidth == 1) && window.KernelWidth * call.Input.Channels % 4 == 0;
        bool single = call.Output.Height * call.Output.Width < Together;
        int blocks = single ? 0 : (call.Pixels + (call.Pixels % Together == 2 ? 1 : 0)) / Together;
        int singles = single ? call.Pixels : call.Pixels % Together == 1 ? 1 : 0;
        int insideWindows = call.Rows.Inside * call.Columns.Inside;
        terms.Add("conv_2d: call", 1);
        terms.Add("conv_2d: row", call.Height);
        terms.Add("conv_2d: block", blocks);
        terms.Add("conv_2d: block over the end of a row", Math.Max(0, blocks - (call.Rows.Inside * (call.Columns.Inside / Together))));
        terms.Add("conv_2d: group widened", blocks * (double)groups);
        terms.Add("conv_2d: row widened", direct ? blocks * window.KernelHeight : blocks);
        terms.Add("conv_2d: pair of channels", blocks * (double)pairs);
        terms.Add("conv_2d: group of a pair", blocks * (double)pairs * groups);
        terms.Add("conv_2d: round of a pair", blocks * (double)pairs * ((groups + 2) / 4));
        terms.Add("conv_2d: odd channel of a pixel", blocks * (double)Together * odd);
        terms.Add("conv_2d: group of an odd channel", blocks * (double)Together * odd * groups);
        terms.Add("conv_2d: single pixel", singles);
        terms.Add("conv_2d: group widened for one", singles * (double)groups);
        terms.Add("conv_2d: pair of one", singles * (double)(pairs + odd));
        terms.Add("conv_2d: group of a pair of one", singles * (double)(pairs + odd) * groups);
        terms.Add("conv_2d: window at the border", call.Pixels - insideWindows);
        terms.Add("conv_2d: byte of a window at the border", (call.Pixels - insideWindows) * (double)call.WindowBytes);
        if (!direct)
        {
            terms.Add("conv_2d: window gathered", insideWindows);
            terms.Add("conv_2d: row gathered", insideWindows * (double)window.KernelHeight);
            terms.Add("conv_2d: word gathered", insideWindows * (double)window.KernelHeight * ((window.KernelWidth * call.Input.Channels + 3) / 4));
        }

        terms.Add("conv_2d: output clamped", call.IsClamped ? call.Elements : 0);
    }

    private static void Depthwise(KernelCall call, CostTerms terms)
    {
        Window window = call.Window;
        bool direct = window.KernelHeight == 3 && !call.InPlace
            && Meets(call.Output.Height, call.Input.Height, window.StrideHeight, window.PadTop)
            && Meets(call.Output.Width, call.Input.Width, window.StrideWidth, window.PadLeft);
        int outputs = call.InPlace ? call.Output.Height * call.Output.Width : call.Pixels;
        if (call.Channels % Quad == 0 && outputs <= (direct ? FewDirect : FewOutputs))
        {
            ByPixels(call, terms);
        }
        else if (direct)
        {
            Directly(call, terms);
        }
        else
        {
            ByColumns(call, terms);
        }

        terms.Add("depthwise: output clamped", call.IsClamped ? call.Elements : 0);
    }

    private static bool Meets(int output, int input, int stride, int pad) =>
        pad >= 0 && ((output - 1) * stride) - pad + 3 - input <= (stride == 1 ? 1 : 2);

    private static void ByPixels(KernelCall call, CostTerms terms)
    {
        double quads = call.Channels / Quad;
        terms.Add("depthwise by pixels: call", 1);
        terms.Add("depthwise by pixels: four channels", quads);
        terms.Add("depthwise by pixels: tap prepared", quads * call.Window.KernelHeight * call.Window.KernelWidth);
        terms.Add("depthwise by pixels: row", quads * call.Height);
        terms.Add("depthwise by pixels: output", quads * call.Pixels);
        terms.Add("depthwise by pixels: row of taps", quads * call.Rows.Taps * call.Width);
        terms.Add("depthwise by pixels: tap", quads * call.Rows.Taps * call.Columns.Taps);
        terms.Add("depthwise by pixels: row copied", call.InPlace ? quads * call.Rows.Read : 0);
        terms.Add("depthwise by pixels: pixel copied", call.InPlace ? quads * call.Rows.Read * call.Columns.Read : 0);
    }

    private static void Directly(KernelCall call, CostTerms terms)
    {
        string kernel = call.Window.StrideHeight == 1 ? "depthwise directly" : "depthwise directly, stride 2";
        double channels = call.Channels;
        int partial = call.Rows.Before + call.Rows.After;
        int prepared = (call.Rows.Inside > 0 ? 1 : 0) + Math.Min(1, call.Rows.Before) + Math.Min(1, call.Rows.After);
        terms.Add("depthwise directly: call", 1);
        terms.Add("depthwise directly: channel", channels);
        terms.Add("depthwise directly: rows prepared", channels * prepared);
        terms.Add("depthwise directly: rows prepared at the border", channels * (prepared - (call.Rows.Inside > 0 ? 1 : 0)));
        terms.Add($"{kernel}: row", channels * call.Height);
        terms.Add($"{kernel}: output", channels * call.Inside() * call.Width);
        terms.Add($"{kernel}: output of two rows", channels * partial * call.Width);
        terms.Add($"{kernel}: row that begins on padding", channels * call.Height * Math.Min(1, call.Columns.Before));
        terms.Add($"{kernel}: row that ends on padding", channels * call.Height * Math.Min(1, call.Columns.After));
    }

    private static int Inside(this KernelCall call) => call.Height - call.Rows.Before - call.Rows.After;

    private static void ByColumns(KernelCall call, CostTerms terms)
    {
        Window window = call.Window;
        int k = window.KernelHeight, stride = window.StrideHeight;
        string kernel = stride == 1 ? $"depthwise {k} x {k}" : $"depthwise {k} x {k}, stride 2";
        double channels = call.Channels;
        int columns = ((call.Width + 1) / 2 * stride) + (k / 2);
        int more = Math.Max(LeastMore, (BandWords / columns) - k);
        int band = k + (k == 3 ? Math.Min((call.Height - 1) * stride, more - (more % stride)) : 0);
        int most = ((band - k) / stride) + 1;
        int bands = (call.Height + most - 1) / most;
        bool moves = k > 3 || ((call.Height - 1) * stride) + k > band;
        int rows = ((call.Height - 1) * stride) + k; // of the columns, padding included
        int padded = Math.Max(0, rows - call.Rows.Read);
        terms.Add("depthwise: call", 1);
        terms.Add("depthwise: word padded", (double)band * columns);
        terms.Add($"depthwise {k} x {k}: channel", channels);
        terms.Add($"depthwise {k} x {k}: band", channels * bands);
        terms.Add("depthwise: row filled", channels * call.Rows.Read);
        terms.Add("depthwise: pair filled", channels * call.Rows.Read * ((call.Columns.Read + 1) / 2));
        terms.Add("depthwise: row padded", channels * padded);
        terms.Add("depthwise: word padded", moves ? channels * padded * columns : 0);
        terms.Add($"{kernel}: row", channels * call.Height);
        terms.Add($"{kernel}: pair", channels * call.Height * (k == 3 ? call.Width / 2 : (call.Width + 1) / 2));
        terms.Add($"{kernel}: odd output", k == 3 ? channels * call.Height * (call.Width % 2) : 0);
        terms.Add($"{kernel}: column moved", moves && k == 3 ? channels * bands * columns : 0);
    }

    private static void Elementwise(KernelCall call, CostTerms terms)
    {
        string kernel = call.Kind.ToString();
        bool halved = call.Node.Operator.Constants is AddConstants c && call.Kind == OperatorKind.Add
            && ((IsHalved(c.Multiplier0, c.Shift0) && c.Shift1 != 0) || (IsHalved(c.Multiplier1, c.Shift1) && c.Shift0 != 0));
        bool broadcasts = call.Node.InputCount > 1 && (call.Node.Input(0).Width != call.Output.Width || call.Node.Input(1).Width != call.Output.Width);
        terms.Add($"{kernel}: call", 1);
        terms.Add($"{kernel}: row", call.Height);
        terms.Add($"{kernel}: pixel", broadcasts || call.Kind == OperatorKind.Mul ? call.Pixels : 0);
        terms.Add(halved ? $"{kernel}: output, an operand halved" : $"{kernel}: output", call.Elements);
        terms.Add($"{kernel}: output clamped", call.IsClamped ? call.Elements : 0);
    }

    private static bool IsHalved(int multiplier, int shift) => multiplier == 1 << 30 && shift == 0;
}
