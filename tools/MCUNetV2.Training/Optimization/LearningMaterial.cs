// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Cli.Options;
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Optimization;

/// <summary>Pictures and what is to be learnt from them, as a command line says.</summary>
internal sealed class LearningMaterial
{
    private readonly ParseResult _result;
    private readonly PictureOptions _options;
    private readonly IReadOnlyList<string> _classes;
    private readonly IReadOnlyList<string> _folders;

    /// <param name="result">The command line.</param>
    /// <param name="options">Its options.</param>
    /// <param name="classes">Class names, in the order of the outputs.</param>
    public LearningMaterial(ParseResult result, PictureOptions options, IReadOnlyList<string> classes)
    {
        _result = result;
        _options = options;
        _classes = classes;
        _folders = result.GetValue(options.Classes)?.Split(',') ?? classes;
    }

    /// <summary>How much views differ from pictures.</summary>
    public AugmentationOptions Views => new(
        SmallestArea: _result.GetValue(_options.SmallestCrop), LargestArea: _result.GetValue(_options.LargestCrop), Colour: _result.GetValue(_options.Colour), Blur: _result.GetValue(_options.Blur));

    /// <param name="inputSize">Height and width of the network's input.</param>
    /// <exception cref="InvalidDataException">A split or a class is empty, or too many pictures cannot be read.</exception>
    public DataSet Load(int inputSize) => DataSet.Load(
        _result.GetRequiredValue(_options.Data), _folders, inputSize, _result.GetValue(_options.Boxes) is { } boxes ? BoxFile.Load(boxes.FullName) : null);

    /// <summary>What is to be learnt from the training pictures; without teachers that judge every view.</summary>
    /// <param name="smoothing">Label smoothing, 0 to 1.</param>
    public TrainingTargets Targets(DataSet data, float smoothing)
    {
        SoftLabels? teacher = _result.GetValue(_options.SoftLabelFile) is { } file ? SoftLabels.Load(file.FullName, _classes) : null;
        float teacherShare = _result.GetValue(_options.TeacherShare);
        return new TrainingTargets(
            new SamplingWeights(data.Training, _result.GetValue(_options.Sampling)!),
            new ViewTargets(data.Training, _classes.Count, smoothing, teacher, teacherShare),
            _result.GetValue(_options.Hints) is { } hints ? FeatureHints.Load(hints.FullName) : null,
            Panel: null,
            teacherShare);
    }

    /// <inheritdoc cref="TrainingFingerprint.Of(string, TrainingOptions, DataSet, IEnumerable{FileInfo?}, IEnumerable{string})"/>
    /// <param name="startFrom">The network that training begins with.</param>
    /// <param name="teachers">Files of teachers that judge every view.</param>
    public string Fingerprint(string configurationPath, TrainingOptions options, DataSet data, FileInfo? startFrom, IEnumerable<string> teachers) => TrainingFingerprint.Of(
        configurationPath,
        options,
        data,
        [startFrom, _result.GetValue(_options.Boxes), _result.GetValue(_options.SoftLabelFile), _result.GetValue(_options.Hints)],
        [.. _folders, .. teachers, _result.GetValue(_options.Sampling)!, _result.GetValue(_options.TeacherShare).ToString(CultureInfo.InvariantCulture)]);
}
