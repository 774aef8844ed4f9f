// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Profiling;

/// <summary>Instructions that take the same time.</summary>
public enum InstructionClass
{
    /// <summary>Data processing, moves, extensions, saturation, hints.</summary>
    Arithmetic,

    /// <summary>Multiplications and multiply-accumulates, the SIMD ones too.</summary>
    Multiply,

    /// <summary>SDIV, UDIV.</summary>
    Divide,

    /// <summary>One register or part of one.</summary>
    Load,

    /// <inheritdoc cref="Load"/>
    Store,

    /// <summary>LDRD, LDM, POP, VLDM: several words; the number goes with it.</summary>
    LoadMultiple,

    /// <summary>STRD, STM, PUSH, VSTM.</summary>
    StoreMultiple,

    /// <summary>Whatever it is that changes the flow.</summary>
    Branch,

    /// <summary>TBB, TBH.</summary>
    TableBranch,

    /// <summary>Floating point without memory.</summary>
    Float,

    /// <summary>VMLA and its like.</summary>
    FloatMultiplyAccumulate,

    /// <summary>VDIV, VSQRT.</summary>
    FloatDivide,
}
