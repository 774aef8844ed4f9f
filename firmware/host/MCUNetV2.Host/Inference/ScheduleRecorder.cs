// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Host.Inference;

/// <summary>Keeps what the scheduler did, for reports.</summary>
internal sealed class ScheduleRecorder(bool wantsSteps) : IScheduleObserver
{
    private readonly List<PatchRecord> _patches = [];
    private readonly List<StepRecord> _steps = [];

    public bool WantsSteps => wantsSteps;

    public IReadOnlyList<PatchRecord> Patches => _patches;

    public IReadOnlyList<StepRecord> Steps => _steps;

    public void PatchDone(int stage, int row, int column, int[] region) =>
        _patches.Add(new PatchRecord(stage, row, column, region is null ? null : InputRegion.From(region)));

    /// <summary>A patch's steps come before the patch is done, so that a step's patch is the next one to be added.</summary>
    public void StepDone(int op, int microseconds, int cycles) => _steps.Add(new StepRecord(_patches.Count, op, microseconds, cycles));
}
