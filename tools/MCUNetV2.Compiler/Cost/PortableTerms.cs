// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Cost;

/// <summary>The loops of <c>src/operators</c>, which every target has, as they go over a call's region.</summary>
internal static class PortableTerms
{
    private const int Block = 4; // channels

    public static void Add(KernelCall call, CostTerms terms)
    {
        switch (call.Kind)
        {
            case OperatorKind.Conv2D when call.Accumulates: ConvolveAsItArrives(call, terms); break;
            case OperatorKind.Mean or OperatorKind.AveragePool2D when call.Accumulates: AverageAsItArrives(call, terms); break;
            case OperatorKind.Conv2D: Convolve(call, terms); break;
            case OperatorKind.DepthwiseConv2D: Depthwise(call, terms); break;
            case OperatorKind.Mean or OperatorKind.AveragePool2D or OperatorKind.MaxPool2D: Pool(call, terms); break;
            default: Other(call, terms); break;
        }
    }

    private static void ConvolveAsItArrives(KernelCall call, CostTerms terms)
    {
        int fours = call.Width * call.Input.Channels;
        terms.Add("conv_2d accumulated: call", 1);
        terms.Add("conv_2d accumulated: channel of a row", (double)call.Height * call.Channels);
        terms.Add("conv_2d accumulated: byte of a row", (double)call.Height * call.Channels * fours);
        terms.Add("conv_2d accumulated: output", call.Rows.IsLast && call.Columns.IsLast ? call.Channels : 0);
    }

    private static void AverageAsItArrives(KernelCall call, CostTerms terms)
    {
        int channels = call.Input.Channels;
        terms.Add("window sum: call", 1);
        terms.Add("window sum: row of four channels", (double)call.Height * (channels / Block));
        terms.Add("window sum: four channels", (double)call.Pixels * (channels / Block));
        terms.Add("window sum: pixel", call.Pixels);
        terms.Add("window sum: rest", (double)call.Pixels * (channels % Block));
        terms.Add($"{call.Kind} accumulated: output", call.Rows.IsLast && call.Columns.IsLast ? channels : 0);
    }

    private static void Convolve(KernelCall call, CostTerms terms)
    {
        int groups = Math.Max(1, call.Node.Parameter), inputs = call.Input.Channels / groups, outputs = call.Channels / groups;
        double pairs = call.Height * (call.Width / 2), singles = call.Height * (call.Width % 2), window = call.Window.KernelHeight * call.Window.KernelWidth * inputs;
        bool direct = (call.Window.KernelWidth == 1 || (groups == 1 && call.Window.DilationWidth == 1))
            && (call.Window.KernelHeight == 1 || call.Window.KernelWidth * inputs >= 16);
        double gathered = direct ? call.Pixels - (call.Rows.Inside * call.Columns.Inside) : call.Pixels;
        terms.Add("portable conv_2d: call", 1);
        terms.Add("portable conv_2d: two pixels", (pairs + singles) * groups);
        terms.Add("portable conv_2d: four channels of two pixels", pairs * groups * (outputs / Block));
        terms.Add("portable conv_2d: tap of four channels of two pixels", pairs * groups * (outputs / Block) * window);
        terms.Add("portable conv_2d: four channels", singles * groups * (outputs / Block));
        terms.Add("portable conv_2d: tap of four channels", singles * groups * (outputs / Block) * window);
        terms.Add("portable conv_2d: channel", call.Pixels * (double)groups * (outputs % Block));
        terms.Add("portable conv_2d: tap of a channel", call.Pixels * (double)groups * (outputs % Block) * window);
        terms.Add("portable conv_2d: window gathered", gathered * groups);
        terms.Add("portable conv_2d: byte gathered", gathered * groups * window);
    }

    private static void Depthwise(KernelCall call, CostTerms terms)
    {
        double taps = call.Window.KernelHeight * call.Window.KernelWidth, outputs = call.Elements;
        string kernel = call.InPlace ? "portable depthwise in place" : call.Node.Parameter == 1 ? "portable depthwise" : "portable depthwise, multiplied";
        terms.Add($"{kernel}: call", 1);
        terms.Add($"{kernel}: row", call.Height * (double)(call.InPlace ? call.Channels : 1));
        terms.Add($"{kernel}: output", outputs);
        terms.Add($"{kernel}: tap", outputs * taps);
        terms.Add($"{kernel}: pixel copied", call.InPlace ? call.Channels * (double)call.Rows.Read * call.Columns.Read : 0);
    }

    private static void Pool(KernelCall call, CostTerms terms)
    {
        double channels = call.Channels, windows = call.Pixels;
        terms.Add($"{call.Kind}: call", 1);
        terms.Add($"{call.Kind}: pixel", windows);
        terms.Add($"{call.Kind}: output", call.Elements);
        terms.Add($"{call.Kind}: row of a window", channels * call.Rows.Taps * call.Width);
        terms.Add($"{call.Kind}: value of a window", channels * call.Rows.Taps * call.Columns.Taps);
    }

    private static void Other(KernelCall call, CostTerms terms)
    {
        terms.Add($"{call.Kind}: call", 1);
        if (call.Kind is not (OperatorKind.Add or OperatorKind.Sub))
        {
            terms.Add($"{call.Kind}: row", call.Height * (double)call.Node.InputCount);
            terms.Add($"{call.Kind}: pixel", call.Pixels * (double)call.Node.InputCount);
        }

        terms.Add($"{call.Kind}: output", call.Elements);
    }
}
