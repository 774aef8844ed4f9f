// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Lowering;

namespace MCUNetV2.Compiler.Native;

/// <summary>The engine's own judgement of a package, asked of the host library: what it refuses is not written.</summary>
internal static unsafe partial class EngineCheck
{
    private const int Ok = 0;
    private const int ModelBytes = 1024; // far more than sizeof(mcunet_model)
    private const int Alignment = 64;

    // What the engine says of a package that this compiler has just written only when it is of another version.
    private static readonly string[] OtherVersion =
    [
        "MCUNET_ERROR_MAGIC", "MCUNET_ERROR_VERSION", "MCUNET_ERROR_OLDER", "MCUNET_ERROR_NEWER", "MCUNET_ERROR_NOT_LINKED", "MCUNET_ERROR_TARGET",
    ];

    /// <summary>Holds the engine to what it is for: a package that was just written.</summary>
    /// <inheritdoc cref="Refusal"/>
    /// <exception cref="UnsupportedModelException">The engine refuses it.</exception>
    /// <exception cref="DllNotFoundException">The library is of another version than the compiler.</exception>
    public static void Require(ReadOnlySpan<byte> package, int arenaBytes)
    {
        if (Refusal(package, arenaBytes) is { } refusal)
        {
            throw Meaning(refusal);
        }
    }

    /// <summary>What a refusal of a package that was just written means.</summary>
    internal static Exception Meaning(string refusal) => OtherVersion.Contains(refusal)
        ? new DllNotFoundException($"libmcunet is of another version than this program ({refusal}): ./mcunet builds it, as does cmake --build build/native")
        : new UnsupportedModelException($"the engine would refuse the model with this schedule ({refusal})");

    /// <summary>Why the engine refuses the package: the name of a status; null when it takes it.</summary>
    /// <param name="package">Bytes of the package.</param>
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
