// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Cli.Verbs.Demo;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary><c>live</c>: a page that shows what the firmware makes of pictures as they come, in the simulator or from a board.</summary>
internal sealed class LiveCommand : Command
{
    private const int LastPort = 65535;

    private readonly Option<string?> _model = new("--model") { Description = "Another model or package (default: models/vww/person_vww.tflite); with --port, what the board runs", HelpName = "FILE" };
    private readonly Option<string?> _pictures = new("--pictures") { Description = "Other photographs to choose from (default: samples)", HelpName = "DIR" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The data set that pictures are saved to: a folder of folders", HelpName = "DIR", DefaultValueFactory = _ => "photos" };
    private readonly Option<int> _listen = new("--listen") { Description = "The page's port on this machine; 0: any that is free", HelpName = "PORT", DefaultValueFactory = _ => 5080 };
    private readonly BoardOptions _board;
    private readonly PlanningOptions _planning;

    public LiveCommand()
        : base("live", "Show a page on this machine: what the firmware makes of a camera, of pictures, of a board")
    {
        foreach (Option option in new Option[] { _model, _pictures, _output, _listen })
        {
            Options.Add(option);
        }

        _listen.AtLeast(0).Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string text }] && int.TryParse(text, out int port) && port > LastPort)
            {
                result.AddError($"--listen is {port}; {LastPort} is the greatest");
            }
        });
        _board = new BoardOptions(this, isRequired: false);
        _planning = new PlanningOptions(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        TextWriter output = arguments.InvocationConfiguration.Output;
        string file = arguments.GetValue(_model) ?? RepositoryRoot.Shared("models/vww/person_vww.tflite");
        CompiledModel first = ModelResolver.Resolve(ModelFile.Read(file), arguments, _planning, DeviceTarget.Host);
        IReadOnlyList<string> pictures = SamplePictures.Find(
            arguments.GetValue(_pictures) ?? RepositoryRoot.Shared("samples"), arguments.InvocationConfiguration.Error);
        using BoardLine? line = _board.OpenIfAsked(arguments);
        using LiveSession session = new(new ModelShelf(file, first), pictures, arguments.GetRequiredValue(_output));
        using BoardWatch? board = line is null ? null : new BoardWatch(line, () => _board.Open(arguments), _board.Port(arguments)!);
        await using LiveServer server = await LiveServer.StartAsync(session, board, arguments.GetValue(_listen));
        Task watch = board?.RunAsync(cancellation) ?? Task.CompletedTask;
        output.WriteLine($"{server.Address} shows {(board is null ? "the simulator" : $"the board at {board.Port}")}; Ctrl-C ends");
        output.Flush();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            await server.StopAsync();
            await watch;
        }

        return (int)ExitCode.Ok;
    }
}
