// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Native;

/// <summary>The engine's own judgement of a package, asked of the host library: what it refuses is not written.</summary>
internal static unsafe partial class EngineCheck
{
    private const int Ok = 0;
    private const int ModelBytes = 1024; // far more than sizeof(mcunet_model)
    private const int Alignment = 64;

    /// <summary>Why the engine refuses the package: the name of a status; null when it takes it.</summary>
    /// <param name="arenaBytes">As the package says.</param>
    public static string? Refusal(ReadOnlySpan<byte> package, int arenaBytes)
    {
        byte* model = stackalloc byte[ModelBytes];
        void* copy = NativeMemory.AlignedAlloc((nuint)package.Length, Alignment);
        void* arena = NativeMemory.AlignedAlloc((nuint)Math.Max(arenaBytes, 1), Alignment);
        try
        {
            package.CopyTo(new Span<byte>(copy, package.Length));
            int status = Open(model, copy, (nuint)package.Length, arena, (nuint)arenaBytes);
            return status == Ok ? null : Marshal.PtrToStringUTF8(StatusName(status));
        }
        finally
        {
            NativeMemory.AlignedFree(arena);
            NativeMemory.AlignedFree(copy);
        }
    }

    [LibraryImport("mcunet", EntryPoint = "mcunet_model_open")]
    private static partial int Open(void* model, void* package, nuint packageBytes, void* arena, nuint arenaBytes);

    [LibraryImport("mcunet", EntryPoint = "mcunet_status_name")]
    private static partial nint StatusName(int status);
}
