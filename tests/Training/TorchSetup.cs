using System.Runtime.CompilerServices;
using MCUNetV2.Training.Native;

namespace MCUNetV2.Training.Tests;

internal static class TorchSetup
{
    [ModuleInitializer]
    internal static void Run() => TorchLibrary.Prepare();
}
