using MCUNetV2.Cli.Input;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;

namespace MCUNetV2.Cli.Models;

/// <summary>A model as the person named it: a .tflite or a package.</summary>
internal sealed class ModelFile
{
    private ModelFile(string path, byte[] bytes)
    {
        Path = path;
        Bytes = bytes;
    }

    public string Path { get; }

    public byte[] Bytes { get; }

    /// <summary>The file's name without folder and extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsPackage => PackageReader.IsPackage(Bytes);

    /// <exception cref="CliException">The file cannot be read, or is empty.</exception>
    public static ModelFile Read(string path)
    {
        byte[] bytes = InputFile.Read(path);
        return bytes.Length > 0 ? new ModelFile(path, bytes) : throw new CliException(ExitCode.InvalidFile, $"{path}: the file is empty; an int8 .tflite or a package is needed");
    }

    /// <exception cref="CliException">Not a sound package.</exception>
    public Package ReadPackage()
    {
        try
        {
            return PackageReader.Read(Bytes);
        }
        catch (PackageFormatException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{Path}: {exception.Message}");
        }
    }

    /// <exception cref="CliException">Not a sound .tflite, or one that this engine does not run.</exception>
    public ModelGraph Import() => Inspect().Graph;

    /// <inheritdoc cref="Import"/>
    public ModelInspection Inspect()
    {
        if (IsPackage)
        {
            throw new CliException(ExitCode.InvalidFile, $"{Path}: a package; this needs the .tflite it was compiled from");
        }

        try
        {
            TfLiteModel model = TfLiteReader.Read(Bytes);
            return ModelInspection.Of(model, TfLiteImporter.Import(model, new ImportOptions(Name, HeadFile.FindBeside(Path))));
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
}
