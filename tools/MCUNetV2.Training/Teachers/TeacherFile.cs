// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Verbs.Training;

namespace MCUNetV2.Training.Teachers;

/// <summary>Opens whatever file a teacher is in.</summary>
internal static class TeacherFile
{
    /// <summary>Every teacher that a command line names.</summary>
    public static ITeacher[] LoadAll(TeacherOptions options, ParseResult result)
    {
        TeacherPixels pixels = new(result.GetValue(options.Mean) ?? [], result.GetValue(options.Deviation) ?? [], result.GetValue(options.BlueFirst));
        return [.. (result.GetValue(options.Files) ?? []).Select(file => Load(file, pixels))];
    }

    /// <summary>The file of a specification, without its "@" and input size.</summary>
    public static string PathOf(string specification) => specification.LastIndexOf('@') is >= 0 and int at ? specification[..at] : specification;

    /// <param name="specification">Path of an int8 .tflite or a float .onnx, with "@" and an input size in pixels where it is not the network's own.</param>
    /// <param name="pixels">What an .onnx takes for a pixel.</param>
    /// <exception cref="InvalidDataException">The file is no network of the kind that can teach.</exception>
    public static ITeacher Load(string specification, TeacherPixels pixels)
    {
        int at = specification.LastIndexOf('@');
        string path = PathOf(specification);
        int? size = at < 0 ? null : int.TryParse(specification[(at + 1)..], out int value) && value > 0
            ? value
            : throw new InvalidDataException($"{specification}: after @ comes an input size in pixels");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such file");
        }

        return string.Equals(Path.GetExtension(path), ".onnx", StringComparison.OrdinalIgnoreCase) ? new OnnxTeacher(path, size, pixels) : TeacherModel.Load(path, size);
    }
}
