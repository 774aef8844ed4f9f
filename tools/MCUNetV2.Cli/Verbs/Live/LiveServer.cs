// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>Serves the page, and what it asks for, to this machine alone. Nothing but the command line configures it.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private const int MostBytes = 16 << 20; // of a picture's file

    private readonly WebApplication _application;
    private readonly LiveSession _session;
    private readonly BoardWatch? _board;
    private readonly CancellationTokenSource _stopping = new();

    private LiveServer(WebApplication application, LiveSession session, BoardWatch? board)
    {
        _application = application;
        _session = session;
        _board = board;
    }

    /// <summary>Where the page is.</summary>
    public string Address => $"{_application.Urls.First()}/";

    /// <param name="board">Null for the simulator.</param>
    /// <param name="port">0: any that is free.</param>
    /// <exception cref="CliException">The port is in use.</exception>
    public static async Task<LiveServer> StartAsync(LiveSession session, BoardWatch? board, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MostBytes;
            options.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, NoLifetime>();
        LiveServer server = new(builder.Build(), session, board);
        server.Map();
        try
        {
            await server._application.StartAsync();
            return server;
        }
        catch (IOException exception)
        {
            await server.DisposeAsync();
            throw new CliException(ExitCode.OutputError, $"port {port} of this machine cannot be had for the page ({exception.Message.TrimEnd('.')}); choose another with --listen");
        }
    }

    /// <summary>Ends what listeners wait for, and then the server.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private void Map()
    {
        _application.Use(GuardAsync);
        _application.MapGet("/", context => SendAsync(context, "text/html", PageTemplate.Read("live.html")));
        _application.MapGet("/live.css", context => SendAsync(context, "text/css", PageTemplate.Read("page.css") + PageTemplate.Read("live.css")));
        _application.MapGet("/live.js", context => SendAsync(context, "text/javascript", PageTemplate.Read("live.js")));
        _application.MapGet("/api/state", context => ReportAsync(
            context, new LiveState(_board?.Port, _board?.IsWatching ?? false, _session.Models, [.. _session.Samples], _session.Output, _session.Model)));
        _application.MapGet("/api/samples/{index:int}", SendSampleAsync);
        _application.MapPost("/api/model", context => ReportAsync(context, _session.Choose(Word(context, "model"), Word(context, "schedule"))));
        _application.MapPost("/api/look", LookAsync);
        _application.MapPost("/api/save", context => ReportAsync(context, Save(Word(context, "label"))));
        _application.MapGet("/api/events", SendEventsAsync);
        _application.MapPost("/api/board", CommandAsync);
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        LocalRequests.Restrict(context.Response);
        if (LocalRequests.Refusal(context.Request) is { } refusal)
        {
            await FailAsync(context, StatusCodes.Status403Forbidden, refusal);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or BadHttpRequestException) && !context.Response.HasStarted)
        {
            (ExitCode code, string message) = Failure.Explain(exception);
            await FailAsync(context, code == ExitCode.InternalError ? StatusCodes.Status500InternalServerError : StatusCodes.Status400BadRequest, message);
        }
    }

    private async Task SendSampleAsync(HttpContext context)
    {
        int index = int.Parse((string)context.Request.RouteValues["index"]!, CultureInfo.InvariantCulture);
        if (_session.ReadSample(index) is not { } picture)
        {
            await FailAsync(context, StatusCodes.Status404NotFound, $"no sample {index}");
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        await context.Response.Body.WriteAsync(picture, context.RequestAborted);
    }

    private async Task LookAsync(HttpContext context)
    {
        if (!float.TryParse(Word(context, "threshold"), NumberStyles.Float, CultureInfo.InvariantCulture, out float threshold) || threshold is not (>= 0 and <= 1))
        {
            throw new CliException(ExitCode.Usage, "the threshold is a number from 0 to 1");
        }

        using MemoryStream picture = new();
        try
        {
            await context.Request.Body.CopyToAsync(picture, context.RequestAborted);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            throw new CliException(ExitCode.InvalidFile, "the picture did not arrive whole; send it again");
        }

        await ReportAsync(context, _session.Look(picture.ToArray(), threshold, context.Request.Query["stream"] == "true"));
    }

    private Capturing.CapturedFile Save(string label) => _session.Save(_board is null ? _session.Last : _board.Last, label);

    private async Task CommandAsync(HttpContext context)
    {
        if (_board is null)
        {
            throw new CliException(ExitCode.Usage, "there is no board: start live with --port");
        }

        switch (Word(context, "command"))
        {
            case "picture":
                _board.AskForPicture();
                break;
            case "profile":
                _board.Profile();
                break;
            case "watch":
                _board.IsWatching = true;
                break;
            case "rest":
                _board.IsWatching = false;
                break;
            case var other:
                throw new CliException(ExitCode.Usage, $"no command {other}; there are picture, profile, watch, rest");
        }

        await ReportAsync(context, new { });
    }

    private async Task SendEventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        if (_board is null)
        {
            return;
        }

        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await foreach (string text in _board.Events.ListenAsync(either.Token))
            {
                await context.Response.WriteAsync(text, either.Token);
                await context.Response.Body.FlushAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or live ends.
        }
    }

    private static string Word(HttpContext context, string name) => context.Request.Query[name].ToString();

    private static Task FailAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return ReportAsync(context, new LiveFailure(message));
    }

    private static Task ReportAsync<T>(HttpContext context, T report) => SendAsync(context, "application/json", JsonReport.Line(report));

    private static Task SendAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = $"{type}; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>The process's signals are the command line's, which ends the server itself.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>What the page begins with.</summary>
/// <param name="Port">Of the board; null for the simulator.</param>
/// <param name="Watching">Whether the board is asked for picture after picture.</param>
/// <param name="Output">The data set that pictures are saved to.</param>
internal sealed record LiveState(string? Port, bool Watching, IReadOnlyList<string> Models, IReadOnlyList<LiveSample> Samples, string Output, LiveModel Model);

/// <summary>Why a request failed.</summary>
internal sealed record LiveFailure(string Error);
