// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Camera;
using MCUNetV2.Cli.Charts;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>What the page knows of a model: what it looks for, what lies where in the arena, and how its patches walk.</summary>
/// <param name="Schedule">As planned.</param>
/// <param name="Chosen">As the page asked for it.</param>
/// <param name="FindsObjects">Boxes instead of classes.</param>
/// <param name="MemoryMap">The arena over the steps of one inference, as SVG.</param>
/// <param name="Walk">The patches of one inference, in order.</param>
/// <param name="CellBytes">The arena in cells, of which <see cref="LivePatch.Cells"/> tells.</param>
/// <param name="CameraWidth">Of the simulated camera's frames.</param>
internal sealed record LiveModel(
    string Name,
    string Schedule,
    string Chosen,
    IReadOnlyList<string> Schedules,
    bool FindsObjects,
    double Threshold,
    uint ArenaBytes,
    uint FlashBytes,
    int InputHeight,
    int InputWidth,
    int CameraWidth,
    int CameraHeight,
    ImmutableArray<LiveStage> Stages,
    ImmutableArray<LiveOperator> Operators,
    ImmutableArray<LiveBlock> Blocks,
    ImmutableArray<LivePatch> Walk,
    int CellBytes,
    string MemoryMap)
{
    private const int MostCells = 256;
    private const double UsualThreshold = 0.5;
    private const double UsualThresholdOfBoxes = 0.3;

    public static LiveModel Create(CompiledModel model, string chosen, IReadOnlyList<string> schedules)
    {
        PackageReport package = PackageReport.Create(model.Package);
        MemoryMap map = Charts.MemoryMap.Create(model.Package);
        bool findsObjects = model.Package.Head is DetectorHead;
        ImmutableArray<int> input = package.Operators[0].OutputShape;
        return new LiveModel(
            model.Name,
            model.Schedule,
            chosen,
            schedules,
            findsObjects,
            findsObjects ? UsualThresholdOfBoxes : (model.Package.Head as ClassifierHead)?.Threshold ?? UsualThreshold,
            package.PeakBytes,
            package.FlashBytes,
            input[0],
            input[1],
            WakeWordFrame.Width,
            WakeWordFrame.Height,
            [.. package.Stages.Select(stage => new LiveStage(stage.FirstOperator, stage.OperatorCount, stage.Rows, stage.Columns))],
            [.. package.Operators.Select(row => new LiveOperator($"{row.Kind}", string.Join(" x ", row.OutputShape), row.Macs))],
            [.. map.Blocks.Select(block => new LiveBlock(block.Name, block.Use, block.FirstStep, block.LastStep, block.Offset, block.Bytes))],
            Rehearse(model, CellOf(package.PeakBytes)),
            CellOf(package.PeakBytes),
            MemoryMapSvg.Draw(map));
    }

    private static int CellOf(uint arenaBytes) => (int)((arenaBytes + MostCells - 1) / MostCells);

    /// <summary>One inference over a black frame, and what each of its patches changed in the arena.</summary>
    private static ImmutableArray<LivePatch> Rehearse(CompiledModel model, int cellBytes)
    {
        using HostEngine engine = HostEngine.Open(model.Bytes);
        byte[] black = new byte[FrameSize.RowBytes(WakeWordFrame.Format, WakeWordFrame.Width) * WakeWordFrame.Height];
        WalkRecorder recorder = new(engine, checked((int)model.Package.Header.ArenaBytes), cellBytes);
        engine.Scheduler.Observer = recorder;
        engine.Scheduler.Run(new CameraInput(engine.Model, SimulatedCamera.ForFrame("black", black, WakeWordFrame.Width, WakeWordFrame.Height, WakeWordFrame.Format)));
        return [.. recorder.Patches];
    }

    /// <summary>Compares the arena before and after each patch.</summary>
    private sealed class WalkRecorder : IScheduleObserver
    {
        private readonly HostEngine _engine;
        private readonly int _cellBytes;
        private byte[] _before;
        private byte[] _after;

        public WalkRecorder(HostEngine engine, int arenaBytes, int cellBytes)
        {
            (_engine, _cellBytes, _before, _after) = (engine, cellBytes, new byte[arenaBytes], new byte[arenaBytes]);
            engine.ReadArena(_before);
        }

        public List<LivePatch> Patches { get; } = [];

        public bool WantsSteps => false;

        public void PatchDone(int stage, int row, int column, int[] region)
        {
            _engine.ReadArena(_after);
            IEnumerable<int> changed = Enumerable.Range(0, (_after.Length + _cellBytes - 1) / _cellBytes).Where(IsChanged);
            Patches.Add(new LivePatch(
                stage,
                row,
                column,
                region is null ? null : [region[RegionField.Top], region[RegionField.Bottom], region[RegionField.Left], region[RegionField.Right]],
                [.. changed]));
            (_before, _after) = (_after, _before);
        }

        public void StepDone(int op, int microseconds, int cycles)
        {
        }

        private bool IsChanged(int cell)
        {
            int first = cell * _cellBytes;
            int count = Math.Min(_cellBytes, _after.Length - first);
            return !_after.AsSpan(first, count).SequenceEqual(_before.AsSpan(first, count));
        }
    }
}

/// <summary>A run of operators, walked in rows x columns patches.</summary>
internal sealed record LiveStage(int First, int Count, int Rows, int Columns);

/// <param name="Shape">Height x width x channels of its output.</param>
internal sealed record LiveOperator(string Kind, string Shape, long Macs);

/// <inheritdoc cref="MemoryBlock"/>
internal sealed record LiveBlock(string Name, MemoryUse Use, int First, int Last, long Offset, long Bytes);

/// <param name="Region">Top, bottom, left, right of the input that was filled for it; null when none was.</param>
/// <param name="Cells">Cells of the arena that it changed.</param>
internal sealed record LivePatch(int Stage, int Row, int Column, ImmutableArray<int>? Region, ImmutableArray<int> Cells);
