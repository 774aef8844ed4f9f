// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Camera;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Camera.Serial;
using MCUNetV2.Host.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Validation;

/// <summary>Shows pictures to a board through its serial frame source, runs the same frames here, and compares what comes out.</summary>
internal sealed class BoardValidation
{
    private const int MostTries = 3;

    private readonly CompiledModel _model;
    private readonly string[] _classes;
    private readonly Dictionary<string, PictureFile> _pictures;
    private readonly BoardLine _line;
    private readonly Action _progress;
    private readonly PictureServer _server;
    private readonly Dictionary<string, int> _tries = [];
    private readonly List<DifferentPicture> _different = [];
    private readonly List<BoardTime> _times = [];
    private (int Width, int Height, PixelFormat Format) _frame;
    private TelemetryLine? _start;
    private TelemetryLine? _memory;
    private TelemetryLine? _inference;
    private TelemetryLine? _steps;
    private Pieces? _output;
    private PictureFile? _current; // shown and not judged yet
    private bool _isServing;
    private bool _wasProfiled;
    private int _judged;
    private int _right;
    private int _rightHere;
    private int _repeated;

    /// <param name="progress">Told after each picture.</param>
    public BoardValidation(CompiledModel model, string[] classes, IReadOnlyList<PictureFile> pictures, BoardLine line, Action progress)
    {
        _model = model;
        _classes = classes;
        _pictures = pictures.DistinctBy(picture => picture.Name).ToDictionary(picture => picture.Name);
        _line = line;
        _progress = progress;
        _server = new PictureServer(_pictures.Values.Select(picture => (picture.Name, Framer(picture))), line.Send, Listen);
    }

    /// <exception cref="CliException">The board is silent, runs another model, or loses too much.</exception>
    public ValidateReport Run(CancellationToken cancellation)
    {
        using HostEngine engine = HostEngine.Open(_model.Bytes);
        Begin();
        int waited = 0;
        foreach (IReadOnlyList<string> lines in _line.ReadLines(cancellation))
        {
            foreach (string text in lines)
            {
                _server.Receive(text);
                waited += _isServing ? 0 : 1;
                Judge(engine);
            }

            if (_judged == _pictures.Count)
            {
                _line.Send(RemoteControl.Camera);
                return Report();
            }

            if (waited > 200)
            {
                throw new CliException(ExitCode.TargetFailure, "the board goes on with its camera: its firmware is older than validate, or it does not hear (its receiving pin, light sleep)");
            }
        }

        cancellation.ThrowIfCancellationRequested();
        throw new CliException(ExitCode.TargetFailure, "the line to the board ended");
    }

    private Func<int, int, PixelFormat, byte[]> Framer(PictureFile picture) => (width, height, format) =>
    {
        Recover("its outputs were lost on the line");
        (_frame, _isServing, _current) = ((width, height, format), true, picture);
        return PictureRows.Decode(picture.Name, picture.Encoded, width, height, format);
    };

    private void Begin()
    {
        _line.Send(RemoteControl.Camera); // where an earlier validation was cut off
        _line.Send(RemoteControl.Pictures);
        if (!_wasProfiled)
        {
            _line.Send(RemoteControl.Profile);
        }
    }

    private void Listen(string text)
    {
        TelemetryLine? line = TelemetryLine.TryParse(text);
        switch (line?.Type)
        {
            case "start":
                _start = line;
                Compare(line);
                break;
            case "memory":
                _memory = line;
                break;
            case "steps":
                (_steps, _wasProfiled) = (line, true);
                break;
            case "inference" when _current is not null:
                (_inference, _output) = (line, null);
                break;
            case "output" when _inference is not null && line.Number("bytes") is >= 1 and <= 1 << 24 and var bytes:
                _output ??= new Pieces((int)bytes);
                _output.Add(line);
                break;
            case "error":
                Fail(line.Word("message"));
                break;
        }
    }

    /// <summary>Before any picture is judged, the board must run what it is compared with.</summary>
    private void Compare(TelemetryLine start)
    {
        if (start.Word("model") is { } id && id != _model.Package.ModelId)
        {
            throw new CliException(ExitCode.TargetFailure, $"the board runs {id}, MODEL is {_model.Package.ModelId}");
        }
    }

    /// <summary>The board looks at its camera again.</summary>
    private void Fail(string? message)
    {
        _isServing = false;
        Recover($"the board says: {message}");
        Begin();
    }

    /// <summary>A picture that was shown and has not been judged is shown once more.</summary>
    private void Recover(string reason)
    {
        (_inference, _output) = (null, null);
        if (_current is not { } picture)
        {
            return;
        }

        _current = null;
        _tries[picture.Name] = _tries.GetValueOrDefault(picture.Name) + 1;
        if (_tries[picture.Name] == MostTries)
        {
            throw new CliException(ExitCode.TargetFailure, $"{picture.Name}: failed {MostTries} times: {reason}");
        }

        _repeated++;
        _server.Add(picture.Name, Framer(picture));
    }

    private void Judge(HostEngine engine)
    {
        if (_output is { IsDamaged: true })
        {
            Recover("its outputs were damaged on the line");
        }

        if (_output is not { IsComplete: true } || _inference is null || _current is not { Name: var name })
        {
            return;
        }

        byte[] here = engine.Run(new CameraInput(engine.Model, SimulatedCamera.ForFrame(name, _server.Frame.ToArray(), _frame.Width, _frame.Height, _frame.Format))).Outputs[0].Bytes;
        byte[] there = _output.Bytes;
        if (there.Length != here.Length)
        {
            throw new CliException(ExitCode.TargetFailure, $"the board's output has {there.Length} bytes, MODEL's has {here.Length}: they are not the same network");
        }

        Note(name, here, there, _inference);
        (_inference, _output, _current) = (null, null, null);
        _progress();
    }

    private void Note(string name, byte[] here, byte[] there, TelemetryLine inference)
    {
        (int answer, int answerHere) = (ModelAnswer.Of(_model, there), ModelAnswer.Of(_model, here));
        int label = _pictures[name].Label;
        _judged++;
        _right += answer == label ? 1 : 0;
        _rightHere += answerHere == label ? 1 : 0;
        int bytes = here.Zip(there).Count(pair => pair.First != pair.Second);
        if (bytes > 0)
        {
            _different.Add(new DifferentPicture(name, bytes, _classes[answer], _classes[answerHere]));
        }

        if (_judged > 1 || _steps is null)
        {
            _times.Add(new BoardTime(
                Milliseconds(inference, "totalMicroseconds"), Milliseconds(inference, "inputMicroseconds"), Milliseconds(inference, "nativeMicroseconds"), Milliseconds(inference, "managedMicroseconds")));
        }
    }

    private ValidateReport Report() => new(
        _start?.Word("model") ?? _model.Package.ModelId,
        _start?.Word("backend") ?? "unknown",
        $"{_frame.Width} x {_frame.Height} {_frame.Format}",
        _judged,
        _judged - _different.Count,
        [.. _different],
        Share(_right),
        Share(_rightHere),
        _repeated,
        _times.Count == 0 ? null : new BoardTime(Mean(time => time.Total), Mean(time => time.Input), Mean(time => time.Native), Mean(time => time.Managed)),
        [.. Operators()],
        _memory is null ? null : new BoardMemory(
            Bytes("arenaBytes"), Bytes("arenaUsedBytes"), Bytes("arenaHighWaterBytes"), Bytes("stackBytes"), Bytes("managedFreeBytes"), Bytes("internalFreeBytes"), Bytes("externalFreeBytes")));

    private IEnumerable<OperatorTime> Operators()
    {
        IReadOnlyList<double> times = _steps?.Numbers("microseconds") ?? [];
        IReadOnlyList<double> cycles = _steps?.Numbers("cycles") ?? [];
        string[] kinds = [.. PackageReport.Create(_model.Package).Operators.Select(row => row.Kind.ToString())];
        return times.Select((time, index) => new OperatorTime(
            index, kinds.Length == times.Count ? kinds[index] : null, (long)time, index < cycles.Count ? (long)cycles[index] : 0));
    }

    private double Share(int count) => Math.Round((double)count / _judged, 6);

    private double Mean(Func<BoardTime, double> part) => Math.Round(_times.Average(part), 3);

    private long? Bytes(string name) => _memory?.Number(name) is >= 0 and var bytes ? (long)bytes : null;

    private static double Milliseconds(TelemetryLine line, string name) => (line.Number(name) ?? 0) / 1000;
}
