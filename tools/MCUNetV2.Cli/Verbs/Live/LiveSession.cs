// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Verbs.Capturing;
using MCUNetV2.Cli.Verbs.Demo;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>What the page's readers share: the model in the simulator, and the last picture that it judged. For any thread; one looks at a time.</summary>
internal sealed class LiveSession : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ModelShelf _shelf;
    private readonly IReadOnlyList<string> _pictures;
    private readonly string _output;
    private LiveSimulator _simulator;

    /// <param name="pictures">Files that the page offers.</param>
    /// <param name="output">The data set that pictures are saved to.</param>
    public LiveSession(ModelShelf shelf, IReadOnlyList<string> pictures, string output)
    {
        _shelf = shelf;
        _pictures = pictures;
        _output = output;
        (Model, _simulator) = Open(shelf.First, ModelShelf.AsStarted);
    }

    /// <summary>What runs.</summary>
    public LiveModel Model { get; private set; }

    /// <summary>Names of the models to choose from.</summary>
    public IReadOnlyList<string> Models => _shelf.Names;

    /// <summary>The data set that pictures are saved to.</summary>
    public string Output => _output;

    /// <summary>The photographs to choose from: file and folder.</summary>
    public IEnumerable<LiveSample> Samples => _pictures.Select(picture => new LiveSample(Path.GetFileName(picture), SamplePictures.ClassOf(picture)));

    /// <summary>The last picture that was judged here; null before the first.</summary>
    public SavedFrame? Last { get; private set; }

    /// <summary>A photograph's bytes; null when there is none of that number.</summary>
    public byte[]? ReadSample(int index) => index >= 0 && index < _pictures.Count ? File.ReadAllBytes(_pictures[index]) : null;

    /// <summary>Runs another model, or another schedule, from now on.</summary>
    /// <param name="schedule">One that the model has; empty for the present one, or the model's first where it has none of this name.</param>
    /// <exception cref="CliException">There is none such; the old one stays.</exception>
    public LiveModel Choose(string model, string schedule)
    {
        lock (_gate)
        {
            IReadOnlyList<string> schedules = _shelf.SchedulesOf(model);
            string wanted = schedule.Length > 0 ? schedule : schedules.Contains(Model.Chosen) ? Model.Chosen : schedules[0];
            (LiveModel described, LiveSimulator simulator) = Open(model, wanted);
            _simulator.Dispose();
            (Model, _simulator) = (described, simulator);
            return described;
        }
    }

    /// <inheritdoc cref="LiveSimulator.Look"/>
    public LiveAnswer Look(byte[] encoded, float threshold, bool isStream)
    {
        lock (_gate)
        {
            LiveAnswer answer = _simulator.Look(encoded, threshold, isStream);
            Last = answer.Frame;
            return answer;
        }
    }

    /// <summary>Writes a picture into a labelled folder of the data set.</summary>
    /// <param name="frame">Null: there is none yet.</param>
    /// <exception cref="CliException">The label is no folder's name, or there is no picture.</exception>
    public CapturedFile Save(SavedFrame? frame, string label)
    {
        if (!PhotoFolder.IsName(label))
        {
            throw new CliException(ExitCode.Usage, PhotoFolder.NameRule);
        }

        return frame is null
            ? throw new CliException(ExitCode.Usage, "there is no picture yet")
            : new PhotoFolder(_output, label).Add(frame.Picture, frame.Inference);
    }

    public void Dispose() => _simulator.Dispose();

    private (LiveModel, LiveSimulator) Open(string name, string schedule)
    {
        CompiledModel model = _shelf.Open(name, schedule);
        return (LiveModel.Create(model, schedule, _shelf.SchedulesOf(name)), new LiveSimulator(model));
    }
}

/// <summary>A photograph to choose.</summary>
internal sealed record LiveSample(string Name, string? Label);
