// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Import.Heads;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;

namespace MCUNetV2.Cli.Models;

/// <summary>A model as the person named it: a .tflite or a package.</summary>
internal sealed class ModelFile
{
    private const string HeadExtension = ".head.json";

    private readonly string? _head;

    private ModelFile(string path, byte[] bytes, string? head)
    {
        Path = path;
        Bytes = bytes;
        _head = head;
    }

    public string Path { get; }

    public byte[] Bytes { get; }

    /// <summary>The file's name without folder and extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsPackage => PackageReader.IsPackage(Bytes);

    /// <param name="path">A .tflite or a package.</param>
    /// <param name="head">What the outputs mean; null for the file X.head.json beside X.tflite, if there is one.</param>
    /// <exception cref="CliException">The file is empty.</exception>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public static ModelFile Read(string path, string? head = null)
    {
        if (NetworkFile.Is(path))
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: a configuration has no weights; an int8 .tflite is needed, which train makes of it (plan and bench take the configuration too)");
        }

        byte[] bytes = InputFile.Read(path);
        return bytes.Length > 0 ? new ModelFile(path, bytes, head) : throw new CliException(ExitCode.InvalidFile, $"{path}: the file is empty; an int8 .tflite or a package is needed");
    }

    /// <exception cref="CliException">Not a sound package.</exception>
    public Package ReadPackage()
    {
        try
        {
            return PackageReader.ReadVerified(Bytes);
        }
        catch (PackageFormatException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{Path}: {exception.Message}");
        }
    }

    /// <param name="keepChannels">Also those that are the same for every input.</param>
    /// <exception cref="CliException">Not a sound .tflite, or one that this engine does not run.</exception>
    public ModelGraph Import(bool keepChannels = false) => Inspect(keepChannels).Graph;

    /// <inheritdoc cref="Import"/>
    public ModelInspection Inspect(bool keepChannels = false)
    {
        if (IsPackage)
        {
            throw new CliException(ExitCode.InvalidFile, $"{Path}: a package; this needs the .tflite it was compiled from");
        }

        try
        {
            TfLiteModel model = TfLiteReader.Read(Bytes);
            return ModelInspection.Of(model, TfLiteImporter.Import(model, new ImportOptions(Name, ReadHead(), keepChannels)));
        }
        catch (ModelFormatException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{Path}: {exception.Message}");
        }
        catch (UnsupportedModelException exception)
        {
            throw new CliException(ExitCode.UnsupportedModel, $"{Path}: {exception.Message}");
        }
    }

    /// <summary>The head file's content; null when there is none.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public Head? ReadHead()
    {
        string beside = System.IO.Path.ChangeExtension(Path, HeadExtension);
        string? path = _head ?? (File.Exists(beside) ? beside : null);
        if (path is null)
        {
            return null;
        }

        try
        {
            return HeadFile.Parse(InputFile.ReadText(path));
        }
        catch (ModelFormatException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: {exception.Message}");
        }
    }
}
