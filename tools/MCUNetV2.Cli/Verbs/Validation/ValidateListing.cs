// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Validation;

/// <summary>What <c>validate</c> prints.</summary>
internal static class ValidateListing
{
    private const int MostPictures = 10;

    public static void Write(IAnsiConsole console, ValidateReport report)
    {
        console.WriteLine($"{report.Model} on the board, kernels {report.Backend}, frames {report.Frame}");
        console.WriteLine(Invariant($"{report.Equal} of {report.Count} pictures give the PC's bytes; right: {100 * report.Accuracy:0.0} % on the board, {100 * report.AccuracyHere:0.0} % here"));
        foreach (DifferentPicture picture in report.Different.Take(MostPictures))
        {
            console.WriteLine($"  {picture.Picture}: {picture.Bytes} bytes differ; {picture.OnBoard} on the board, {picture.Here} here");
        }

        if (report.Different.Length > MostPictures)
        {
            console.WriteLine($"  and {report.Different.Length - MostPictures} more");
        }

        if (report.Repeated > 0)
        {
            console.WriteLine($"{report.Repeated} frames were shown again: lines were lost");
        }

        if (report.Time is { } time)
        {
            console.WriteLine(Invariant($"an inference: {time.Total - time.Input:0.0} ms and the frame's way over the line; {time.Native:0.0} ms in C, {time.Managed:0.0} ms in C# and the CLR"));
        }

        if (report.Memory is { } memory)
        {
            console.WriteLine($"memory: arena {Size(memory.ArenaHighWater)} written, {Size(memory.ArenaUsed)} planned, of {Size(memory.Arena)}; stack {Size(memory.Stack)}; free: managed {Size(memory.ManagedFree)}, internal {Size(memory.InternalFree)}, external {Size(memory.ExternalFree)}");
        }

        WriteOperators(console, report);
    }

    private static void WriteOperators(IAnsiConsole console, ValidateReport report)
    {
        if (report.Operators.Length == 0)
        {
            return;
        }

        double all = Math.Max(1, report.Operators.Sum(one => one.Microseconds));
        console.WriteLine();
        foreach (OperatorTime one in report.Operators.Where(one => one.Microseconds > 0))
        {
            console.WriteLine(Invariant($"{one.Index,4}  {one.Kind ?? "",-24} {one.Microseconds,10:N0} us {100 * one.Microseconds / all,6:0.0} %{(one.Cycles > 0 ? Invariant($" {one.Cycles,12:N0} cycles") : "")}"));
        }
    }

    private static string Size(long? bytes) => bytes is { } known ? ByteSize.Format(known) : "unknown";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
