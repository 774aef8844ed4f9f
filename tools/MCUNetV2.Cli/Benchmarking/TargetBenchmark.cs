using System.Collections.Immutable;
using MCUNetV2.Cli.Inspection;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;

namespace MCUNetV2.Cli.Benchmarking;

/// <summary>Counts the instructions of each operator on a simulated microcontroller: exact, and the same every time.</summary>
internal static class TargetBenchmark
{
    public static BenchReport Run(DeviceTarget target, CompiledModel model)
    {
        using IInferenceEngine engine = target.Open(model.Bytes);
        byte[] bytes = new byte[engine.Model.Input.Length];
        new Random(1).NextBytes(bytes);
        TensorInput input = new(engine.Model, bytes);
        long whole = engine.Run(input).Instructions!.Value;
        ILookup<int, StepRecord> steps = engine.Run(input, profile: true).Steps.ToLookup(record => record.Operator);
        PackageReport package = PackageReport.Create(model.Package);
        long macs = model.Plan?.Macs ?? package.Macs;
        return new BenchReport(
            target.Name,
            engine.Model.Backend,
            model.Schedule,
            package.PeakBytes,
            package.FlashBytes,
            whole,
            Math.Round((double)whole / macs, 4),
            Microseconds: null,
            macs,
            Runs: 1,
            [.. package.Operators.Select(row => new BenchStep(
                row.Index, row.Kind, row.OutputShape, row.Macs, Bytes(row.OutputShape), steps[row.Index].Count(), null, steps[row.Index].Sum(record => (long)record.Cycles)))]);
    }

    private static long Bytes(ImmutableArray<int> shape) => shape.Aggregate(1L, (bytes, size) => bytes * size);
}
