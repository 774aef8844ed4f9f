// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Cli.Verbs.Benchmarking;

/// <summary>Times operators on this machine. Only comparisons between operators and schedules mean something: a PC is no microcontroller.</summary>
internal static class HostBenchmark
{
    /// <param name="runs">Inferences; each operator counts with its fastest.</param>
    public static BenchReport Run(CompiledModel model, int runs)
    {
        using HostEngine engine = HostEngine.Open(model.Bytes);
        byte[] input = new byte[engine.Model.Input.Length];
        new Random(1).NextBytes(input);
        int operators = model.Package.Operators.Length;
        double[] fastest = [.. Enumerable.Repeat(double.PositiveInfinity, operators)];
        int[] calls = new int[operators];
        long whole = long.MaxValue;
        for (int run = 0; run < runs; run++)
        {
            whole = Math.Min(whole, (long)engine.Run(input).Duration.TotalMicroseconds);
            foreach (IGrouping<int, StepRecord> step in engine.Run(input, profile: true).Steps.GroupBy(record => record.Operator))
            {
                fastest[step.Key] = Math.Min(fastest[step.Key], step.Sum(record => record.Microseconds));
                calls[step.Key] = step.Count();
            }
        }

        PackageReport package = PackageReport.Create(model.Package);
        return new BenchReport(
            DeviceTarget.Host.Name,
            engine.Model.Backend,
            model.Schedule,
            package.PeakBytes,
            package.FlashBytes,
            Instructions: null,
            InstructionsPerMac: null,
            whole,
            model.Plan?.Macs ?? package.Macs,
            model.ModelMacs,
            runs,
            [.. package.Operators.Select(row => new BenchStep(row.Index, row.Kind, row.OutputShape, row.Macs, Bytes(row.OutputShape), calls[row.Index], fastest[row.Index]))])
        {
            Layout = engine.Model.Layout,
            BestLayout = engine.Model.BestLayout,
        };
    }

    private static long Bytes(ImmutableArray<int> shape) => shape.Aggregate(1L, (bytes, size) => bytes * size);
}
