// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Pages;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Profiling;

namespace MCUNetV2.Cli.Verbs.Benchmarking;

/// <summary><c>bench MODEL</c>: what each operator costs.</summary>
internal sealed class BenchCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.ModelOrNetwork();
    private readonly TargetOptions _target;
    private readonly Option<int> _runs = new("--runs") { Description = "Inferences on the host", DefaultValueFactory = _ => 10 };
    private readonly Option<long?> _clock = new("--clock")
    {
        Description = "The real processor's clock, for the milliseconds of an estimate of cycles; 120MHz for cortex-m4 unless told",
        HelpName = "CLOCK",
        CustomParser = ReadClock,
    };

    private readonly Option<CameraFrame?> _camera = new("--camera")
    {
        Description = "Also count the conversion of a camera's frame to the model's input, in each format by each method (the board's camera unless told)",
        HelpName = "WxH",
        CustomParser = ReadSize,
    };

    private readonly Option<string?> _page = new("--report") { Description = "Also write an HTML page: each operator's cost and bytes as bars, memory beside its budgets", HelpName = "FILE" };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly PlanningOptions _planning;

    public BenchCommand()
        : base("bench", "Measure what each operator costs")
    {
        Arguments.Add(_model);
        _target = new TargetOptions(this);
        Options.Add(_runs);
        Options.Add(_clock);
        Options.Add(_camera);
        _planning = new PlanningOptions(this);
        Options.Add(_page);
        Options.Add(_json);
        _runs.AtLeast(1);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        DeviceTarget target = _target.Target(arguments);
        long? clock = ClockOf(target, arguments.GetValue(_clock));
        CameraFrame? camera = arguments.GetValue(_camera) ?? (target.Machine is null ? null : _target.Board(arguments)?.Camera);
        if (camera is not null && target.Machine is null)
        {
            throw new CliException(ExitCode.Usage, "--camera: conversion is counted on a simulated microcontroller; give --target");
        }

        CompiledModel model = ModelResolver.ResolveTrainedOrNot(arguments.GetRequiredValue(_model), arguments, _planning, target, _target.Board(arguments));
        BenchReport report = target.Machine is { } machine
            ? TargetBenchmark.Run(machine, model, clock, camera)
            : HostBenchmark.Run(model, arguments.GetValue(_runs));
        report = report with { Energy = EnergyOf(report, _target.Board(arguments)?.Power) };
        if (arguments.GetValue(_page) is { } page)
        {
            ReportFolder.Write(page, BenchPage.Create(report, model));
        }

        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            BenchListing.Write(ReportConsole.Create(output), report);
        }

        return (int)ExitCode.Ok;
    }

    private static EnergyEstimate? EnergyOf(BenchReport report, BoardPower? power) => (report.EstimatedTime, report.Estimate) switch
    {
        ({ } time, _) => EnergyEstimate.Of(power, time.LeastMilliseconds, time.MostMilliseconds),
        (_, { } cycles) => EnergyEstimate.Of(power, cycles.Milliseconds, cycles.Milliseconds),
        _ => null,
    };

    /// <returns>Hertz; null when no cycles are to be estimated.</returns>
    private static long? ClockOf(DeviceTarget target, long? asked)
    {
        if (target.Machine?.EstimateClock is not { } usual)
        {
            return asked is null ? null : throw new CliException(ExitCode.Usage, $"--clock: cycles are estimated for {TargetMachine.CortexM4.Name} only");
        }

        return asked ?? (BlockProfiler.IsBuilt ? usual : null);
    }

    private static CameraFrame? ReadSize(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        CameraFrame? size = CameraBenchmark.Parse(text);
        if (size is null)
        {
            result.AddError($"\"{text}\" is not a frame; write 160x120, at most 4096x4096");
        }

        return size;
    }

    private static long? ReadClock(ArgumentResult result)
    {
        try
        {
            return Frequency.Parse(result.Tokens[0].Value);
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
            return null;
        }
    }
}
