using MCUNetV2.Camera;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Host.Camera;
using MCUNetV2.Inference;

namespace MCUNetV2.Cli.Input;

/// <summary>Opens what <c>--input</c> names.</summary>
internal static class ModelInput
{
    /// <summary>Whether the file holds the model's own int8 values; anything else is a picture.</summary>
    public static bool IsTensor(string path) => Path.GetExtension(path).Equals(".bin", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A tensor as it is, in the order of the source model's declared shape (a package's: NHWC); a picture through the camera's row converter, as on a device: whole, squashed to the input's shape.
    /// </summary>
    /// <exception cref="CliException">The file cannot be read, has another size, or is no picture.</exception>
    /// <param name="model">The open model.</param>
    /// <param name="boundary">The source model's declared shapes; null when the model came as a package.</param>
    public static IInputSource Open(string path, Model model, Boundary? boundary)
    {
        byte[] bytes = InputFile.Read(path);
        if (!IsTensor(path))
        {
            return OpenPicture(path, model);
        }

        TensorInfo shape = model.Input;
        return bytes.Length == shape.Length
            ? new TensorInput(model, boundary?.ToDeviceOrder<byte>(bytes) ?? bytes)
            : throw new CliException(ExitCode.InvalidFile, $"{path}: {bytes.Length} bytes; the input has {shape.Height} x {shape.Width} x {shape.Channels} = {shape.Length}, int8 NHWC");
    }

    private static CameraInput OpenPicture(string path, Model model)
    {
        try
        {
            return new CameraInput(model, SimulatedCamera.ForPicture(path));
        }
        catch (CameraException)
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: not a picture that can be read (JPEG, PNG, WebP, BMP), nor a .bin of int8 values");
        }
        catch (ArgumentException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: {exception.Message}; give a .bin");
        }
    }
}
