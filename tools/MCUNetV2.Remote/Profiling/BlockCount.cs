// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace MCUNetV2.Remote.Profiling;

/// <summary>How often a run of instructions was executed; as native-interop/ports/qemu/profiler.c writes it.</summary>
/// <param name="Begin">Address of the first.</param>
/// <param name="End">Address behind the last.</param>
/// <param name="Executed">Times.</param>
/// <param name="Left">Times that what followed lay elsewhere than at <paramref name="End"/>: branches taken.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct BlockCount(uint Begin, uint End, uint Executed, uint Left);
