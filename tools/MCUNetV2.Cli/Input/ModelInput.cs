// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Cli.Errors;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Host.Camera;
using MCUNetV2.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Input;

/// <summary>What <c>--input</c> names, read: the model's own int8 values, or a picture.</summary>
internal sealed class ModelInput
{
    private readonly string _path;
    private readonly byte[] _values;
    private readonly DecodedPicture? _picture;

    private ModelInput(string path, byte[] values, DecodedPicture? picture)
    {
        _path = path;
        _values = values;
        _picture = picture;
    }

    /// <summary>Whether the file holds the model's own int8 values; anything else is a picture.</summary>
    public bool IsTensor => _picture is null;

    /// <param name="error">Told when the picture is damaged.</param>
    /// <exception cref="InvalidDataException">The file cannot be read, or is no picture.</exception>
    public static ModelInput Read(string path, TextWriter error)
    {
        byte[] bytes = InputFile.Read(path);
        if (Path.GetExtension(path).Equals(".bin", StringComparison.OrdinalIgnoreCase))
        {
            return new ModelInput(path, bytes, null);
        }

        DecodedPicture picture = PictureDecoder.Decode(path, bytes, SimulatedCamera.LargestSide);
        if (picture.IsDamaged)
        {
            error.WriteLine($"mcunet: warning: {path}: damaged or cut short; what is missing was taken as it was shown");
        }

        return new ModelInput(path, bytes, picture);
    }

    /// <summary>
    /// A tensor as it is, in the order of the source model's declared shape (a package's: NHWC); a picture through the camera's row converter, as on a device: whole, squashed to the input's shape.
    /// </summary>
    /// <param name="model">The open model.</param>
    /// <param name="boundary">The source model's declared shapes; null when the model came as a package.</param>
    /// <exception cref="CliException">The file has another size, or the model takes no pictures.</exception>
    public IInputSource Open(Model model, Boundary? boundary)
    {
        if (_picture is not null)
        {
            return OpenPicture(model, _picture);
        }

        TensorInfo shape = model.Input;
        return _values.Length == shape.Length
            ? new TensorInput(model, boundary?.ToDeviceOrder<byte>(_values) ?? _values)
            : throw new CliException(ExitCode.InvalidFile, $"{_path}: {_values.Length} bytes; the input has {shape.Height} x {shape.Width} x {shape.Channels} = {shape.Length}, int8 NHWC");
    }

    private CameraInput OpenPicture(Model model, DecodedPicture picture)
    {
        try
        {
            return new CameraInput(model, SimulatedCamera.ForPicture(_path, picture));
        }
        catch (ArgumentException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{_path}: {exception.Message}; give a .bin");
        }
    }
}
