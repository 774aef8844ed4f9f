// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Interop;

namespace MCUNetV2.Planning.Tests;

/// <summary>A package opened by the engine itself, to ask what only its own parts know: the intervals of a step.</summary>
internal sealed unsafe partial class NativeModel : IDisposable
{
    private const int Alignment = 16; // what any target asks for
    private const int ModelBytes = 512; // more than sizeof(mcunet_model)
    private const int Active = 0x8000; // MCUNET_INTERVAL_ACTIVE

    private readonly byte* _package;
    private readonly void* _model;
    private readonly void* _arena;
    private readonly uint _stagesOffset;

    public NativeModel(byte[] package, int arenaBytes)
    {
        _package = (byte*)NativeMemory.AlignedAlloc((nuint)package.Length, Alignment);
        _arena = NativeMemory.AlignedAlloc((nuint)arenaBytes, Alignment);
        _model = NativeMemory.AlignedAlloc(ModelBytes, Alignment);
        package.CopyTo(new Span<byte>(_package, package.Length));
        _stagesOffset = MemoryMarshal.Read<PackageHeader>(package).StagesOffset;
        int status = Open(_model, _package, (nuint)package.Length, _arena, (nuint)arenaBytes);
        if (status != 0)
        {
            throw new InvalidOperationException($"the engine refuses the package: status {status}");
        }
    }

    /// <summary>Present from, computed from, up to, and read later from: one of each a slot of the stage.</summary>
    public (int Begin, int From, int End, int Keep)[] Intervals(int stage, int slots, Axis axis, int step)
    {
        Interval[] intervals = new Interval[slots];
        fixed (Interval* first = intervals)
        {
            Intervals(_model, _package + _stagesOffset + (stage * Unsafe.SizeOf<StageRecord>()), (int)axis, step, first);
        }

        return [.. intervals.Select(i => ((int)i.Begin, (int)i.From, (int)i.End, i.Keep & ~Active))];
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_model);
        NativeMemory.AlignedFree(_arena);
        NativeMemory.AlignedFree(_package);
    }

    [ModuleInitializer]
    internal static void FindLibrary() => NativeLibraryLocator.Register(typeof(NativeModel).Assembly);

    [LibraryImport("mcunet", EntryPoint = "mcunet_model_open")]
    private static partial int Open(void* model, void* package, nuint packageBytes, void* arena, nuint arenaBytes);

    [LibraryImport("mcunet", EntryPoint = "mcunet_intervals")]
    private static partial void Intervals(void* model, void* stage, int direction, int step, Interval* intervals);

    /// <summary><c>mcunet_interval</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Interval
    {
        public ushort Begin;
        public ushort From;
        public ushort End;
        public ushort Keep;
    }
}
