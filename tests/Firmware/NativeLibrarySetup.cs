using System.Runtime.CompilerServices;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Interop;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Lets the compiler ask the same library for the scratch of its kernels.</summary>
internal static class NativeLibrarySetup
{
    [ModuleInitializer]
    internal static void Run() => NativeLibraryLocator.Register(typeof(ModelGraph).Assembly);
}
