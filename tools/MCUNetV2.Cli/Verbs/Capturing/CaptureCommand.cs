// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Telemetry;

namespace MCUNetV2.Cli.Verbs.Capturing;

/// <summary><c>capture --port P --label L -o DIR</c>: frames that a board judged, into a folder of a data set.</summary>
internal sealed class CaptureCommand : Command
{
    private const int MostTries = 3;
    private const int MostOthers = 20; // frames that are judged, and not sent, after it was asked for one

    private readonly Option<string> _label = new("--label") { Description = "What the pictures show: the folder's name, a class of the model to come", Required = true, HelpName = "NAME" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The data set: a folder of folders", Required = true, HelpName = "DIR" };
    private readonly Option<int?> _count = new("--count") { Description = "Take this many, one after another (default: at each press of Enter; 1 in a pipe)" };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly BoardOptions _board;

    public CaptureCommand()
        : base("capture", "Take pictures with a board's camera, into labelled folders for train")
    {
        _board = new BoardOptions(this);
        foreach (Option option in new Option[] { _label, _output, _count, _json })
        {
            Options.Add(option);
        }

        _count.Validators.Add(result =>
        {
            if (result.GetValue(_count) is < 1)
            {
                result.AddError("--count takes at least 1");
            }
        });
        _label.Validators.Add(result =>
        {
            if (!PhotoFolder.IsName(result.GetValue(_label)))
            {
                result.AddError($"--label: {PhotoFolder.NameRule}");
            }
        });
        SetAction((arguments, cancellation) => Task.Run(() => Run(arguments, cancellation), CancellationToken.None));
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        using BoardLine line = _board.Open(arguments);
        PhotoFolder folder = new(arguments.GetRequiredValue(_output), arguments.GetRequiredValue(_label));
        TextWriter output = arguments.InvocationConfiguration.Output;
        bool isJson = arguments.GetValue(_json);
        bool isByKey = arguments.GetValue(_count) is null && !Console.IsInputRedirected && !isJson;
        List<CapturedFile> files = [];
        if (isByKey)
        {
            output.WriteLine("Enter takes a picture, q and Enter ends");
        }

        for (int left = arguments.GetValue(_count) ?? 1; left > 0 && (!isByKey || Console.ReadLine() is { } key && key.Trim() != "q"); left -= isByKey ? 0 : 1)
        {
            CapturedFile file = Take(line, folder, cancellation);
            files.Add(file);
            if (!isJson)
            {
                output.WriteLine(file.Describe());
            }
        }

        if (isJson)
        {
            JsonReport.Write(output, new CaptureReport(files));
        }

        return (int)ExitCode.Ok;
    }

    /// <summary>The next frame; a frame of which a line was lost is taken again.</summary>
    private static CapturedFile Take(BoardLine line, PhotoFolder folder, CancellationToken cancellation)
    {
        PictureReceiver receiver = new();
        BoardPicture? picture = null;
        string? error = null;
        int inferences = 0;
        line.Send(RemoteControl.Send);
        foreach (TelemetryLine telemetry in line.ReadLines(cancellation).SelectMany(lines => lines).Select(TelemetryLine.TryParse).OfType<TelemetryLine>())
        {
            int lost = receiver.Lost;
            picture = receiver.Add(telemetry) ?? picture;
            if (picture is not null && telemetry.Type == "inference")
            {
                return folder.Add(picture, telemetry);
            }

            error = telemetry.Type == "error" ? telemetry.Word("message") : error;
            inferences += telemetry.Type == "inference" ? 1 : 0;
            if (receiver.Lost > lost || (telemetry.Type == "error" && !receiver.IsReceiving))
            {
                if (receiver.Lost >= MostTries)
                {
                    break;
                }

                line.Send(RemoteControl.Send);
            }

            if (inferences > MostOthers && !receiver.IsReceiving && receiver.Lost == 0)
            {
                throw new CliException(ExitCode.TargetFailure, "the board judges frames and sends none: its firmware is older than capture, or it does not hear (its receiving pin, light sleep)");
            }
        }

        cancellation.ThrowIfCancellationRequested();
        throw new CliException(ExitCode.TargetFailure, $"the picture was lost {MostTries} times{(error is null ? "" : $"; the board says: {error}")}; a shorter cable, or a slower --baud on both sides");
    }
}
