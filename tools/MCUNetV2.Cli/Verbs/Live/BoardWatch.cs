// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using MCUNetV2.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>Follows a board: passes its telemetry on, asks it for pictures, and when it is lost looks for it until it is back.</summary>
internal sealed class BoardWatch : IDisposable
{
    private const int MostTries = 3;
    private const int MostOthers = 20; // frames that are judged, and not sent, after it was asked for one

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly HashSet<string> Shown = ["start", "inference", "memory", "steps", "object", "warning", "error"];

    private readonly Func<BoardLine> _open;
    private readonly ConcurrentQueue<string> _commands = [];
    private BoardLine? _line;
    private PictureReceiver _receiver = new();
    private BoardPicture? _picture; // arrived, and not judged yet
    private bool _isAwaited;
    private int _others;
    private string? _lastStatus;

    /// <param name="line">The line as it was opened at the start.</param>
    /// <param name="open">Opens it again.</param>
    /// <param name="port">Its name.</param>
    public BoardWatch(BoardLine line, Func<BoardLine> open, string port)
    {
        _line = line;
        _open = open;
        Port = port;
    }

    /// <summary>What the board is connected to.</summary>
    public string Port { get; }

    /// <summary>What happens, for whoever listens.</summary>
    public EventFeed Events { get; } = new();

    /// <summary>Whether picture after picture is asked for.</summary>
    public bool IsWatching { get; set; } = true;

    /// <summary>The last picture that the board sent; null before the first.</summary>
    public SavedFrame? Last { get; private set; }

    /// <summary>Asks the board for the time of each operator of its next frame.</summary>
    public void Profile() => _commands.Enqueue(RemoteControl.Profile);

    /// <summary>Asks the board for its next frame.</summary>
    public void AskForPicture() => _commands.Enqueue(RemoteControl.Send);

    /// <summary>Follows the board until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.Run(() => Run(cancellation), CancellationToken.None);

    public void Dispose() => Events.Dispose();

    private void Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                using BoardLine line = _line ?? _open();
                _line = null;
                Follow(line, cancellation);
            }
            catch (CliException exception)
            {
                Tell("lost", exception.Message);
            }

            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    private void Follow(BoardLine line, CancellationToken cancellation)
    {
        (_receiver, _picture, _isAwaited, _lastStatus) = (new PictureReceiver(), null, false, _lastStatus == "connected" ? null : _lastStatus);
        _commands.Clear();
        Profile();
        foreach (IReadOnlyList<string> lines in line.ReadLines(cancellation))
        {
            foreach (TelemetryLine telemetry in lines.Select(TelemetryLine.TryParse).OfType<TelemetryLine>())
            {
                Tell("connected", Port);
                Take(telemetry);
            }

            if (IsWatching && !_isAwaited && _lastStatus == "connected" && !_commands.Contains(RemoteControl.Send))
            {
                AskForPicture();
            }

            while (_commands.TryDequeue(out string? command))
            {
                line.Send(command);
                (_isAwaited, _others) = command == RemoteControl.Send ? (true, 0) : (_isAwaited, _others);
            }
        }
    }

    private void Take(TelemetryLine telemetry)
    {
        int lost = _receiver.Lost;
        _picture = _receiver.Add(telemetry) ?? _picture;
        if (Shown.Contains(telemetry.Type))
        {
            Events.Send(telemetry.Type, telemetry.Text);
        }

        if (telemetry.Type == "inference")
        {
            Judge(telemetry);
        }

        if (_receiver.Lost > lost)
        {
            _isAwaited = false;
            if (_receiver.Lost % MostTries == 0)
            {
                Events.SendReport("notice", new LiveNotice($"{MostTries} pictures were lost on the line; a shorter cable, or a slower --baud on both sides"));
            }
        }
    }

    private void Judge(TelemetryLine inference)
    {
        if (_picture is { } picture)
        {
            (_picture, _isAwaited) = (null, false);
            Last = new SavedFrame(picture, inference);
            string image = Convert.ToBase64String(PictureEncoder.EncodePng(picture.ToRgb(), picture.Height, picture.Width));
            Events.SendReport("picture", new LivePicture(picture.Width, picture.Height, image));
        }
        else if (_isAwaited && !_receiver.IsReceiving && ++_others > MostOthers)
        {
            (IsWatching, _isAwaited) = (false, false);
            Events.SendReport("notice", new LiveNotice("the board judges frames and sends none: its firmware is older than live, or it does not hear (its receiving pin, light sleep)"));
        }
    }

    private void Tell(string state, string message)
    {
        if (_lastStatus != state)
        {
            _lastStatus = state;
            Events.SendReport("status", new LiveStatus(state, message));
        }
    }
}

/// <param name="State">connected or lost.</param>
internal sealed record LiveStatus(string State, string Message);

/// <summary>What the page's reader should know.</summary>
internal sealed record LiveNotice(string Message);

/// <param name="Image">PNG, base64.</param>
internal sealed record LivePicture(int Width, int Height, string Image);
