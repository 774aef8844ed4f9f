// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Camera;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
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
    private const int MostWaited = 200; // lines from the board before it looks at the pictures

    private readonly CompiledModel _model;
    private readonly ValidationTally _tally;
    private readonly Dictionary<string, PictureFile> _pictures;
    private readonly BoardLine _line;
    private readonly Action _progress;
    private readonly PictureServer _server;
    private readonly Dictionary<string, int> _tries = [];
    private (int Width, int Height, PixelFormat Format) _frame;
    private TelemetryLine? _inference;
    private Pieces? _output;
    private PictureFile? _current; // shown and not judged yet
    private bool _isServing;

    /// <param name="progress">Told after each picture.</param>
    public BoardValidation(CompiledModel model, string[] classes, IReadOnlyList<PictureFile> pictures, BoardLine line, Action progress)
    {
        _model = model;
        _pictures = pictures.DistinctBy(picture => picture.Name).ToDictionary(picture => picture.Name);
        _tally = new ValidationTally(model, classes);
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

            if (_tally.Judged == _pictures.Count)
            {
                _line.Send(RemoteControl.Camera);
                return _tally.Report(_frame);
            }

            if (waited > MostWaited)
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
        if (_tally.Steps is null)
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
                _tally.Start = line;
                Compare(line);
                break;
            case "memory":
                _tally.Memory = line;
                break;
            case "steps":
                _tally.Steps = line;
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

        _tally.Repeated++;
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

        _tally.Note(name, _pictures[name].Label, here, there, _inference);
        (_inference, _output, _current) = (null, null, null);
        _progress();
    }
}
