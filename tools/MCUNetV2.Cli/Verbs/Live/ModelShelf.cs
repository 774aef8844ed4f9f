// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>The models and schedules that the page lets its reader choose: the one that was asked for, and the shipped ones. A page names them, it names no files.</summary>
internal sealed class ModelShelf
{
    /// <summary>The schedule that the command line asked for.</summary>
    public const string AsStarted = "as started";

    private static readonly string[] Schedules = [AsStarted, "auto", "stream", "layers", "patches:2x2", "patches:3x3"];

    private readonly Dictionary<string, string> _files = [];
    private readonly CompiledModel _first;

    /// <param name="file">What the command line asked for.</param>
    /// <param name="first">The same, ready to run.</param>
    public ModelShelf(string file, CompiledModel first)
    {
        _first = first;
        _files[first.Name] = file;
        string shipped = RepositoryRoot.Shared("models/vww");
        foreach (string other in Directory.Exists(shipped) ? [.. Directory.GetFiles(shipped, "*.tflite").Order()] : Array.Empty<string>())
        {
            _files.TryAdd(Path.GetFileNameWithoutExtension(other), other);
        }
    }

    /// <summary>Names of the models, the one that was asked for first.</summary>
    public IReadOnlyList<string> Names => [.. _files.Keys];

    /// <summary>Name of the model that was asked for.</summary>
    public string First => _first.Name;

    /// <summary>Schedules that a model can be asked for; a package has its own.</summary>
    public IReadOnlyList<string> SchedulesOf(string name) => name == First && _first.Plan is null ? [AsStarted] : name == First ? Schedules : Schedules[1..];

    /// <summary>Makes a model runnable.</summary>
    /// <exception cref="CliException">There is no such model, or it has no such schedule.</exception>
    public CompiledModel Open(string name, string schedule)
    {
        if (!_files.TryGetValue(name, out string? file))
        {
            throw new CliException(ExitCode.Usage, $"no model {name}; there are {string.Join(", ", Names)}");
        }

        if (name == First && schedule == AsStarted)
        {
            return _first;
        }

        if (!SchedulesOf(name).Contains(schedule) || ScheduleRequest.TryParse(schedule) is not { } request)
        {
            throw new CliException(ExitCode.Usage, $"no schedule {schedule}; {name} has {string.Join(", ", SchedulesOf(name))}");
        }

        PlanResult plans = PlanSelector.Resolve(ModelFile.Read(file).Import(), DeviceTarget.Host.Layout, request, new PlanLimits());
        return CompiledModel.FromPlan(name, plans.Chosen!);
    }
}
