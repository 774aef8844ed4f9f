// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Interop;
using MCUNetV2.Training.Native;
using TorchSharp;
using Xunit.Sdk;
using Xunit.v3;

// Torch has one random generator, and TorchSharp's scalars are not made for two threads.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace MCUNetV2.Training.Tests;

internal static class TorchSetup
{
    [ModuleInitializer]
    internal static void Run()
    {
        TorchLibrary.Prepare();
        // Networks this small lose more to threads that wait for one another than they gain.
        torch.set_num_threads(1);
        NativeLibraryLocator.Register(typeof(Plan).Assembly);
    }
}
