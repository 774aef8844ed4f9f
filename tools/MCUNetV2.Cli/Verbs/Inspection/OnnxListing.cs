// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Onnx;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary>An ONNX file as text.</summary>
internal static class OnnxListing
{
    public static void Write(IAnsiConsole console, OnnxReport report)
    {
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{report.Model}: ONNX, opset {report.Opset}, {report.Operators.Sum(kind => kind.Count)} operators, {report.Parameters:#,##0} parameters"));
        foreach (OnnxInput input in report.Inputs)
        {
            console.WriteLine($"input {input.Name}: {string.Join(" x ", input.Shape.Select(size => size > 0 ? $"{size}" : "?"))}{(input.IsFloat ? "" : ", not float32")}");
        }

        console.WriteLine($"outputs: {string.Join(", ", report.Outputs)}");
        ReportTable table = new ReportTable().Text("operator").Number("count").Number("folded").Text("in the way");
        foreach (OnnxKind kind in report.Operators)
        {
            table.Add(kind.Kind, $"{kind.Count}", kind.Folded == 0 ? "" : $"{kind.Folded}", kind.Blocker ?? "");
        }

        table.Write(console);
        foreach (string blocker in report.Blockers)
        {
            console.WriteLine(blocker);
        }

        if (report.Next is { } next)
        {
            console.WriteLine($"next: {next}");
        }
    }
}
