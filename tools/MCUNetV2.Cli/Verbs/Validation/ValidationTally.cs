// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Cli.Telemetry;

namespace MCUNetV2.Cli.Verbs.Validation;

/// <summary>What a validation has seen of a board: its answers beside the PC's, its times, its memory.</summary>
/// <param name="model">What both run.</param>
/// <param name="classes">Names of the answers.</param>
internal sealed class ValidationTally(CompiledModel model, string[] classes)
{
    private readonly List<DifferentPicture> _different = [];
    private readonly List<BoardTime> _times = [];
    private int _right;
    private int _rightHere;

    /// <summary>Pictures that both have judged.</summary>
    public int Judged { get; private set; }

    /// <summary>How often a picture was shown again.</summary>
    public int Repeated { get; set; }

    /// <summary>What the board said of itself when it started; null where that was not heard.</summary>
    public TelemetryLine? Start { get; set; }

    /// <summary>The last that it said of its memory.</summary>
    public TelemetryLine? Memory { get; set; }

    /// <summary>The times of its operators.</summary>
    public TelemetryLine? Steps { get; set; }

    /// <summary>Takes up the outputs for one picture.</summary>
    /// <param name="here">The PC's.</param>
    /// <param name="there">The board's, as many bytes.</param>
    /// <param name="inference">What the board said of its time.</param>
    public void Note(string name, int label, byte[] here, byte[] there, TelemetryLine inference)
    {
        (int answer, int answerHere) = (ModelAnswer.Of(model, there), ModelAnswer.Of(model, here));
        Judged++;
        _right += answer == label ? 1 : 0;
        _rightHere += answerHere == label ? 1 : 0;
        int bytes = here.Zip(there).Count(pair => pair.First != pair.Second);
        if (bytes > 0)
        {
            _different.Add(new DifferentPicture(name, bytes, classes[answer], classes[answerHere]));
        }

        // The first one's operators were timed, which takes time itself.
        if (Judged > 1 || Steps is null)
        {
            _times.Add(new BoardTime(
                Milliseconds(inference, "totalMicroseconds"), Milliseconds(inference, "inputMicroseconds"), Milliseconds(inference, "nativeMicroseconds"), Milliseconds(inference, "managedMicroseconds")));
        }
    }

    /// <param name="frame">As the board asked for pictures.</param>
    public ValidateReport Report((int Width, int Height, PixelFormat Format) frame) => new(
        Start?.Word("model") ?? model.Package.ModelId,
        Start?.Word("backend") ?? "unknown",
        $"{frame.Width} x {frame.Height} {frame.Format}",
        Judged,
        Judged - _different.Count,
        [.. _different],
        Share(_right),
        Share(_rightHere),
        Repeated,
        _times.Count == 0 ? null : new BoardTime(Mean(time => time.Total), Mean(time => time.Input), Mean(time => time.Native), Mean(time => time.Managed)),
        [.. Operators()],
        Memory is null ? null : new BoardMemory(
            Bytes("arenaBytes"), Bytes("arenaUsedBytes"), Bytes("arenaHighWaterBytes"), Bytes("stackBytes"), Bytes("managedFreeBytes"), Bytes("internalFreeBytes"), Bytes("externalFreeBytes")));

    private IEnumerable<OperatorTime> Operators()
    {
        IReadOnlyList<double> times = Steps?.Numbers("microseconds") ?? [];
        IReadOnlyList<double> cycles = Steps?.Numbers("cycles") ?? [];
        string[] kinds = [.. PackageReport.Create(model.Package).Operators.Select(row => row.Kind.ToString())];
        return times.Select((time, index) => new OperatorTime(
            index, kinds.Length == times.Count ? kinds[index] : null, (long)time, index < cycles.Count ? (long)cycles[index] : 0));
    }

    private double Share(int count) => Math.Round((double)count / Judged, 6);

    private double Mean(Func<BoardTime, double> part) => Math.Round(_times.Average(part), 3);

    private long? Bytes(string name) => Memory?.Number(name) is >= 0 and var bytes ? (long)bytes : null;

    private static double Milliseconds(TelemetryLine line, string name) => (line.Number(name) ?? 0) / 1000;
}
