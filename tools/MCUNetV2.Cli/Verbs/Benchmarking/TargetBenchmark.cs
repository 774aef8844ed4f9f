// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Sessions;

namespace MCUNetV2.Cli.Verbs.Benchmarking;

/// <summary>Counts the instructions of each operator on a simulated microcontroller: exact, and the same every time.</summary>
internal static class TargetBenchmark
{
    /// <param name="camera">Frames whose conversion is counted too; null for none.</param>
    /// <param name="clock">Hertz for the milliseconds of estimated cycles; null where none are to be estimated.</param>
    public static BenchReport Run(TargetMachine machine, CompiledModel model, long? clock, CameraFrame? camera)
    {
        using RemoteEngine engine = RemoteEngine.Open(machine, model.Bytes, estimatesCycles: clock is not null);
        byte[] bytes = new byte[engine.Model.Input.Length];
        new Random(1).NextBytes(bytes);
        TensorInput input = new(engine.Model, bytes);
        InferenceReport whole = engine.Run(input);
        ILookup<int, StepRecord> steps = engine.Run(input, profile: true).Steps.ToLookup(record => record.Operator);
        PackageReport package = PackageReport.Create(model.Package);
        long macs = model.Plan?.Macs ?? package.Macs;
        TargetMemory memory = TargetMemory.Of(machine, whole, model.Bytes, linksModel: true);
        return new BenchReport(
            machine.Name,
            engine.Model.Backend,
            model.Schedule,
            package.PeakBytes,
            package.FlashBytes,
            whole.Instructions,
            Math.Round((double)whole.Instructions!.Value / macs, 4),
            Microseconds: null,
            macs,
            model.ModelMacs,
            Runs: 1,
            [.. package.Operators.Select(row => Step(row, steps[row.Index]))])
        {
            Layout = engine.Model.Layout,
            BestLayout = engine.Model.BestLayout,
            Camera = camera is null ? null : CameraBenchmark.Run(engine, camera),
            PredictedInstructions = model.Plan is { } plan ? CostModel.Find(machine.Name)?.Of(plan).Instructions : null,
            Estimate = whole.EstimatedCycles is { } cycles ? new CycleReport(cycles, Math.Round((double)cycles / macs, 4), clock!.Value) : null,
            EstimatedTime = TimeEstimate.Of(machine, whole.Instructions),
            StackBytes = whole.StackBytes,
            ArenaUsedBytes = whole.Arena.HighWater,
            CodeBytes = memory.CodeBytes,
            ConstantBytes = memory.ConstantBytes,
            Memory = memory.Lines,
            Sections = memory.Sections,
        };
    }

    private static BenchStep Step(OperatorReport row, IEnumerable<StepRecord> calls) => new(
        row.Index,
        row.Kind,
        row.OutputShape,
        row.Macs,
        row.OutputShape.Aggregate(1L, (bytes, size) => bytes * size),
        calls.Count(),
        Instructions: calls.Sum(call => (long)call.Cycles),
        EstimatedCycles: calls.Any(call => call.EstimatedCycles is not null) ? calls.Sum(call => call.EstimatedCycles) : null);
}
