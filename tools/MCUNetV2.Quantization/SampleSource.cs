// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Pictures;

namespace MCUNetV2.Quantization;

/// <summary>A picture as a network takes it.</summary>
/// <param name="Values">Height x width x channels, 0 to 1. One channel is luma, as <c>run</c> takes it.</param>
/// <param name="Label">Number of its class; null where nothing says it.</param>
internal sealed record Sample(float[] Values, int? Label);

/// <summary>
/// Pictures to calibrate or to compare with: every picture file below a folder, or a data set with a manifest, whose training pictures calibrate and whose
/// validation pictures compare.
/// </summary>
internal sealed class SampleSource
{
    private readonly string _folder;
    private readonly FloatTensor _input;
    private readonly PictureIntake _intake = new();
    private readonly IReadOnlyList<(string Name, Func<byte[]?> Read, int? Label)> _pictures;

    /// <param name="folder">Where they are.</param>
    /// <param name="input">Of the network: height, width and channels count.</param>
    /// <param name="isForCalibration">Which part of a data set is meant.</param>
    /// <param name="classes">Class folders in the order of the network's outputs; null where their names or numbers tell.</param>
    /// <param name="outputs">Of the network, the scores of classes; 0 where it is no classifier.</param>
    /// <exception cref="CliException">There is no picture.</exception>
    public SampleSource(string folder, FloatTensor input, bool isForCalibration, IReadOnlyList<string>? classes, int outputs)
    {
        _folder = folder;
        _input = input;
        _pictures = File.Exists(Path.Combine(folder, ManifestSource.FileName)) ? Listed(isForCalibration, outputs) : Found(new FolderLabels(folder, classes, outputs));
        if (_pictures.Count == 0)
        {
            throw new CliException(ExitCode.InvalidFile, $"{folder}: no {(isForCalibration ? "calibration picture" : "picture")} ({PictureFolder.Kinds})");
        }
    }

    /// <param name="limit">The most pictures; an even choice among them.</param>
    /// <param name="error">Told of pictures that were skipped or are damaged.</param>
    /// <exception cref="CliException">None can be read.</exception>
    public IEnumerable<Sample> Read(int limit, TextWriter error)
    {
        int count = Math.Min(limit, _pictures.Count);
        bool isAnyRead = false;
        for (int i = 0; i < count; i++)
        {
            (string name, Func<byte[]?> read, int? label) = _pictures[(int)(i * (long)_pictures.Count / count)];
            if (read() is { } encoded && _intake.Decode(name, encoded, _input.Height, _input.Width) is { } rgb)
            {
                isAnyRead = true;
                yield return new Sample(ToValues(rgb), label);
            }
        }

        _intake.Close(error);
        if (!isAnyRead)
        {
            throw new CliException(ExitCode.InvalidFile, $"{_folder}: no picture can be read");
        }
    }

    private IReadOnlyList<(string Name, Func<byte[]?> Read, int? Label)> Listed(bool isForCalibration, int outputs)
    {
        PictureFile[] pictures = [.. new ManifestSource(_folder, int.MaxValue).Read().Where(picture => picture.IsValidation != isForCalibration)];
        // Another number of classes: the labels are not those of the network.
        bool isLabelled = outputs > 0 && pictures.Select(picture => picture.Label).DefaultIfEmpty(-1).Max() == outputs - 1;
        return [.. pictures.Select(picture => (picture.Name, (Func<byte[]?>)(() => picture.Encoded), isLabelled ? (int?)picture.Label : null))];
    }

    private IReadOnlyList<(string Name, Func<byte[]?> Read, int? Label)> Found(FolderLabels labels) =>
        [.. PictureFolder.Find(_folder, _intake).Select(file => (file, (Func<byte[]?>)(() => _intake.Read(file, file)), labels.Of(file)))];

    private float[] ToValues(byte[] rgb)
    {
        IEnumerable<byte> pixels = _input.Channels == 1 ? rgb.Chunk(3).Select(Luma) : rgb;
        return [.. pixels.Select(pixel => pixel / (float)byte.MaxValue)];
    }

    // ITU-R BT.601
    private static byte Luma(byte[] pixel) => (byte)((0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]) + 0.5);
}
