// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Backends;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Cost;

/// <summary>The loops of <c>src/backends/esp32s3</c>, as they go over a call's region.</summary>
internal static class Esp32s3Terms
{
    private const int Vector = 16;
    private const int Short = 6;             // vectors of a window that fit the registers
    private const int CopiedBytes = 2048;    // of windows in a block
    private const int FewestCopied = 4;
    private const int MostSums = 128;        // windows of a block that are not copied, if they are long
    private const int MostLaneSums = 24;     // pixels of the depthwise kernel whose sums wait

    public static void Add(KernelCall call, CostTerms terms)
    {
        switch (call.Kind)
        {
            case OperatorKind.Conv2D: Convolve(call, terms); break;
            case OperatorKind.DepthwiseConv2D: Depthwise(call, terms); break;
            case OperatorKind.Add or OperatorKind.Sub: Sum(call, terms); break;
            default: Pool(call, terms); break;
        }
    }

    private static string Finish(KernelCall call) => call.IsClamped ? "bounded" : call.Output.ZeroPoint == sbyte.MinValue ? "rectified" : "full";

    private static void Convolve(KernelCall call, CostTerms terms)
    {
        Window window = call.Window;
        int inputs = call.Input.Channels, vectors = (call.WindowBytes + Vector - 1) / Vector;
        bool half = inputs % Vector == Vector / 2;
        bool direct = window is { KernelHeight: 1, KernelWidth: 1, PadTop: 0, PadLeft: 0 } && (inputs % Vector == 0 || (half && window.StrideWidth == 1));
        bool isLong = vectors > Short;
        int most = direct ? (isLong ? MostSums : int.MaxValue) : Math.Min(call.Pixels, Math.Max(FewestCopied, CopiedBytes / Vector / vectors));
        int parts = (int)(((long)call.Width + most - 1) / most), columns = (call.Width + parts - 1) / parts;
        int rows = parts > 1 ? 1 : Math.Min(call.Height, most / call.Width);
        int blocks = parts * ((call.Height + rows - 1) / rows);
        bool joined = columns == call.OutputPitch && parts == 1 && (!direct || call.Width == call.Input.Width);
        double runs = joined ? blocks : call.Height * (double)parts;
        runs *= direct && half ? 2 : 1;
        double channels = call.Channels, pieces = (vectors + Short - 1) / Short;
        terms.Add("conv_2d: call", 1);
        terms.Add("conv_2d: block", blocks);
        terms.Add("conv_2d: channel of a block", channels * blocks);
        terms.Add("conv_2d: part of a channel", channels * blocks * (pieces - 1));
        terms.Add("conv_2d: vector of weights", channels * blocks * vectors);
        terms.Add("conv_2d: weights lowered", direct && half ? channels * blocks * vectors : 0);
        terms.Add("conv_2d: run", runs > blocks ? channels * runs * pieces : 0);
        terms.Add($"conv_2d: output, {Finish(call)}", channels * call.Pixels);
        terms.Add("conv_2d: sum of a part", channels * call.Pixels * (pieces - 1));
        terms.Add("conv_2d: vector", channels * call.Pixels * vectors);
        if (direct)
        {
            return;
        }

        int rowBytes = window.KernelWidth * inputs, inside = call.Rows.Inside * call.Columns.Inside, border = call.Pixels - inside;
        bool contiguous = window.KernelWidth == 1 || window.DilationWidth == 1;
        string copied = !contiguous ? "gathered"
            : window.KernelHeight == 3 && rowBytes is <= 4 or (> 8 and <= 12) ? $"copied by {(rowBytes <= 4 ? 1 : 3)} words"
            : window.KernelHeight == 1 || rowBytes % Vector == 0 ? "copied by vectors" : "copied by words";
        int pieceBytes = copied == "copied by vectors" ? Vector : 4;
        terms.Add("conv_2d: row copied", call.Height * (double)parts);
        terms.Add($"conv_2d: window {copied}", inside);
        terms.Add($"conv_2d: row {copied}", inside * (double)window.KernelHeight);
        terms.Add($"conv_2d: piece {copied}", inside * (double)window.KernelHeight * ((rowBytes + pieceBytes - 1) / pieceBytes));
        terms.Add("conv_2d: window at the border", border);
        terms.Add("conv_2d: byte of a window at the border", border * (double)call.WindowBytes);
    }

    private static void Depthwise(KernelCall call, CostTerms terms)
    {
        int k = call.Window.KernelHeight, stride = call.Window.StrideHeight;
        int groups = (call.Channels + Vector - 1) / Vector;
        int strips = call.InPlace ? 1 : (call.Width + MostLaneSums - 1) / MostLaneSums;
        int width = (call.Width + strips - 1) / strips;
        int together = width <= MostLaneSums ? MostLaneSums / width : 1;
        int chunks = (width + MostLaneSums - 1) / MostLaneSums; // of a row, where the output is over the input
        double batches = chunks > 1 ? call.Height * (double)chunks : (call.Height + together - 1) / together;
        bool joined = width == call.OutputPitch && chunks == 1;
        double lines = (joined ? batches : call.Height * (double)chunks) * strips; // runs of a lane's outputs
        double read = call.Rows.Read, spans = ((call.Height - 1) * stride) + k, columns = call.Columns.Read + ((strips - 1) * (k - stride));
        double padded = ((width - 1) * stride) + k - (columns / strips);
        bool aligned = call.Input.Channels % Vector == 0;
        double wide = Esp32s3Layout.WideChannels(call.Node.Operator);
        double lanes = call.Channels - wide;
        string finish = Finish(call), kernel = $"depthwise {k} x {k}";
        terms.Add("depthwise: call", 1);
        terms.Add("depthwise: sixteen channels", groups);
        terms.Add("depthwise: strip", groups * (double)strips);
        terms.Add("depthwise: row copied", groups * strips * spans);
        terms.Add(aligned ? "depthwise: pixel copied" : "depthwise: pixel copied, aligned", groups * read * columns);
        terms.Add("depthwise: row padded", groups * strips * (spans - read));
        terms.Add("depthwise: byte padded", groups * strips * Vector * (((spans - read) * (((width - 1) * stride) + k)) + (read * padded)));
        terms.Add("depthwise: row with padded ends", groups * read * (Math.Min(1, call.Columns.Before) + Math.Min(1, call.Columns.After)));
        terms.Add($"{kernel}: row", groups * call.Height * (double)strips * chunks);
        terms.Add($"{kernel}: pixel", groups * (double)call.Pixels);
        terms.Add("depthwise: batch", groups * strips * batches);
        terms.Add("depthwise: lane of a batch", call.Channels * strips * batches);
        terms.Add($"depthwise: run of a lane, {finish}", lanes * lines);
        terms.Add($"depthwise: output, {finish}", lanes * call.Pixels);
        terms.Add("depthwise: wide output", wide * call.Pixels);
        terms.Add("depthwise: tap of a wide output", wide * call.Pixels * k * k);
    }

    private static void Sum(KernelCall call, CostTerms terms)
    {
        Tensor first = call.Node.Input(0), second = call.Node.Input(1);
        bool broadcasts = first.Width != call.Output.Width || second.Width != call.Output.Width;
        bool joined = !broadcasts && call.Width == call.OutputPitch && call.Width == call.Output.Width && first.Height == call.Output.Height && second.Height == call.Output.Height;
        double runs = broadcasts ? call.Pixels : joined ? 1 : call.Height;
        double length = call.Elements / runs;
        double whole = Math.Floor(length / Vector), rest = length - (whole * Vector);
        terms.Add($"{call.Kind}: call", 1);
        terms.Add($"{call.Kind}: run", runs);
        terms.Add($"{call.Kind}: vector", runs * whole);
        terms.Add($"{call.Kind}: broken run", rest > 0 ? runs : 0);
        terms.Add($"{call.Kind}: rest", runs * rest);
        terms.Add($"{call.Kind}: vector clamped", call.IsClamped ? runs * (whole + 1) : 0);
    }

    private static void Pool(KernelCall call, CostTerms terms)
    {
        double groups = (call.Channels + Vector - 1) / Vector;
        terms.Add($"{call.Kind}: call", 1);
        terms.Add($"{call.Kind}: pixel", call.Pixels);
        terms.Add($"{call.Kind}: sixteen channels", groups * call.Pixels);
        terms.Add($"{call.Kind}: row of a window", groups * call.Rows.Taps * call.Width);
        terms.Add($"{call.Kind}: pixel of a window", groups * call.Rows.Taps * call.Columns.Taps);
        terms.Add($"{call.Kind}: output", call.Elements);
    }
}
