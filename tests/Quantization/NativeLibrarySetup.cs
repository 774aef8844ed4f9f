// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using MCUNetV2.Cli;

namespace MCUNetV2.Quantization.Tests;

/// <summary>Lets the compiler and the engine find their library, as the command line tool does when it starts.</summary>
internal static class NativeLibrarySetup
{
    [ModuleInitializer]
    internal static void Run() => RuntimeHelpers.RunClassConstructor(typeof(CommandLineTool).TypeHandle);
}
