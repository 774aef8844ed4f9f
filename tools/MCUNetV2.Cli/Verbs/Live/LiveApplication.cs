// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Detection;
using MCUNetV2.Diagnostics;
using MCUNetV2.Inference;
using MCUNetV2.VisualWakeWords;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>
/// The firmware's applications in one: whatever its model is, classes or boxes, it looks with the firmware's own detectors, and the threshold can be
/// changed between frames. Operators are timed one by one.
/// </summary>
internal sealed class LiveApplication(IBoard board) : CameraApplication(board)
{
    private WakeWordDetector? _words;
    private ObjectDetector? _objects;
    private StepProfile? _profile;

    /// <summary>Score from which something counts as present, 0 to 1.</summary>
    public float Threshold { get; set; }

    /// <summary>How far below it the score must fall until it counts as gone.</summary>
    public float Hysteresis { get; set; }

    /// <summary>What the last frame showed; null when it failed.</summary>
    public LiveLook? Last { get; private set; }

    protected override PatchScheduler? Scheduler => _words?.Scheduler ?? _objects?.Scheduler;

    /// <summary>The next frame is to say for itself whether it succeeded.</summary>
    public void Forget() => Last = null;

    protected override void Prepare(Model model)
    {
        (_words, _objects) = model.FindsObjects ? (null, new ObjectDetector(model, Camera)) : (new WakeWordDetector(model, Camera), (ObjectDetector?)null);
        _profile = new StepProfile(model);
        Scheduler!.Observer = _profile;
    }

    protected override bool Look()
    {
        _profile!.Reset();
        return _words is not null ? LookForClass(_words) : LookForBoxes(_objects!);
    }

    private bool LookForClass(WakeWordDetector detector)
    {
        (detector.Threshold, detector.Hysteresis) = (Threshold, Hysteresis);
        WakeWordResult result = detector.Detect();
        Telemetry.Send(Telemetry.Inference(detector.Scheduler).Add("label", result.Label).Add("score", result.Score).Add("present", result.IsPresent));
        Note(detector.Scheduler, result.Label, result.Score, result.IsPresent, []);
        return result.IsPresent;
    }

    private bool LookForBoxes(ObjectDetector detector)
    {
        detector.Threshold = Threshold;
        DetectedObject[] objects = detector.Detect();
        Telemetry.Send(Telemetry.Inference(detector.Scheduler).Add("objects", objects.Length));
        Note(detector.Scheduler, null, objects.Length == 0 ? 0 : objects[0].Score, objects.Length > 0, objects);
        return objects.Length > 0;
    }

    private void Note(PatchScheduler scheduler, string? label, double score, bool isPresent, DetectedObject[] objects) => Last = new LiveLook(
        label,
        score,
        isPresent,
        objects,
        scheduler.TotalMicroseconds,
        scheduler.InputMicroseconds,
        scheduler.EngineMicroseconds,
        scheduler.ManagedMicroseconds,
        [.. _profile!.Microseconds],
        ArenaUse.Read(_words?.Model ?? _objects!.Model));
}

/// <summary>What the firmware made of one frame.</summary>
/// <param name="Label">Null of a model that finds boxes.</param>
internal sealed record LiveLook(
    string? Label,
    double Score,
    bool IsPresent,
    DetectedObject[] Objects,
    int TotalMicroseconds,
    int InputMicroseconds,
    int NativeMicroseconds,
    int ManagedMicroseconds,
    int[] OperatorMicroseconds,
    ArenaUse Arena);
