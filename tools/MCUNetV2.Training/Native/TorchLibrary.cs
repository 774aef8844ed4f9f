// SPDX-License-Identifier: MIT
using TorchSharp;

namespace MCUNetV2.Training.Native;

/// <summary>
/// Lets libLibTorchSharp.so load on Linux systems whose libstdc++ predates GCC 13 (Debian 12, for one).
/// </summary>
/// <remarks>
/// The library requires the symbol version GLIBCXX_3.4.32, and the only symbol of that version is
/// <c>_ZSt21ios_base_library_initv</c>, which no relocation refers to: GCC 13 emits it as a link-time marker.
/// Declaring the requirement weak (VER_FLG_WEAK, System V gABI "Symbol Versioning") therefore loses nothing.
/// Only the copy in the build output is changed, and where the version exists the change has no effect.
/// </remarks>
internal static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";
    private const string Version = "GLIBCXX_3.4.32";

    /// <summary>Must run before the first use of a TorchSharp type.</summary>
    /// <exception cref="DllNotFoundException">Torch cannot be loaded.</exception>
    public static void Prepare()
    {
        if (OperatingSystem.IsLinux())
        {
            Weaken();
        }

        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception exception) when (exception is NotSupportedException or TypeInitializationException or BadImageFormatException)
        {
            throw new DllNotFoundException($"libtorch cannot be loaded; remove {AppContext.BaseDirectory} and it is built anew ({exception.GetBaseException().Message})");
        }
    }

    private static void Weaken()
    {
        foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory, FileName, SearchOption.AllDirectories))
        {
            byte[] image = File.ReadAllBytes(path);
            if (VersionNeed.TryWeaken(image, Version))
            {
                string temporary = $"{path}.{Environment.ProcessId}";
                File.WriteAllBytes(temporary, image);
                File.Move(temporary, path, overwrite: true);
            }
        }
    }
}
