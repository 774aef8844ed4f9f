// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Interop;

namespace MCUNetV2.Tests;

/// <summary>Lets the compiler ask the library that the firmware runs on for the scratch of its kernels.</summary>
internal static class NativeLibrarySetup
{
    [ModuleInitializer]
    internal static void Run() => NativeLibraryLocator.Register(typeof(ModelGraph).Assembly);
}
