// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Inspection;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary>A .tflite as text.</summary>
internal static class ModelListing
{
    public static void Write(IAnsiConsole console, ModelReport report)
    {
        ReportTable table = new ReportTable()
            .Number("#").Number("runs as", keep: 3).Text("operator").Text("detail", keep: 1).Text("output", keep: 3).Number("MACs").Number("weights", keep: 2).Number("activations", keep: 4);
        foreach (OperatorRow row in report.Operators)
        {
            table.Add(
                $"{row.Index}",
                string.Join(", ", row.RunsAs),
                row.Name,
                row.Detail,
                string.Join(" x ", row.OutputShape),
                row.Macs == 0 ? "" : row.Macs.ToString("#,##0", CultureInfo.InvariantCulture),
                row.WeightBytes == 0 ? "" : ByteSize.Format(row.WeightBytes),
                row.Runs ? ByteSize.Format(row.MemoryBytes) : "folded");
        }

        table.Write(console);
        WriteTensor(console, "input ", report.Input);
        foreach (TensorReport output in report.Outputs)
        {
            WriteTensor(console, "output", output);
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Macs:#,##0} MACs, {ByteSize.Format(report.WeightBytes)} of weights, layer by layer {ByteSize.Format(report.LayerByLayerPeakBytes)} of activations"));
        if (report.Removed is { } removed)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"removed {removed.Channels} of {removed.Of} channels that are the same for every input: -{100 * removed.MacsPart:0.##} % MACs, -{removed.ConstantBytes:#,##0} bytes"));
        }
    }

    private static void WriteTensor(IAnsiConsole console, string role, TensorReport tensor)
    {
        string shape = string.Join(" x ", tensor.Shape);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{role} {tensor.Name}: {shape} {tensor.Type}, scale {tensor.Scale}, zero point {tensor.ZeroPoint}"));
    }
}
