// SPDX-License-Identifier: MIT
namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>What compiles but crashes, lies or costs too much on nanoFramework v1.</summary>
internal enum LintRule
{
    /// <summary>Generic types and methods, also Func and Action with arguments, crash.</summary>
    Generic,

    /// <summary>Arrays of several dimensions crash.</summary>
    MultidimensionalArray,

    /// <summary>Interface members with a body are never called.</summary>
    DefaultInterfaceMember,

    /// <summary>Pointers and fixed buffers are refused by the metadata processor.</summary>
    Pointer,

    /// <summary>stackalloc throws.</summary>
    StackAllocation,

    /// <summary>checked arithmetic does not trap.</summary>
    Checked,

    /// <summary>The text of an enum is its number.</summary>
    EnumText,

    /// <summary>Casts between sbyte[] and byte[] throw.</summary>
    SignedByteArrayCast,

    /// <summary>Methods with more than about 250 locals do not run.</summary>
    TooManyLocals,

    /// <summary>Methods with more than about 6,000 statements do not run.</summary>
    MethodTooLong,

    /// <summary>Initialised array data is copied to RAM and limited to about 65.5 KB an assembly.</summary>
    ArrayData,

    /// <summary>Volatile fields: their modifier is not understood.</summary>
    Volatile,

    /// <summary>Query syntax: there is no LINQ.</summary>
    Query,

    /// <summary>yield: there are no generated iterators.</summary>
    Iterator,

    /// <summary>async and await: there are no tasks.</summary>
    Async,

    /// <summary>Records need library types that the device lacks.</summary>
    Record,

    /// <summary>a[^1] and a[1..2] need System.Index and System.Range.</summary>
    Range,

    /// <summary>int? needs System.Nullable.</summary>
    Nullable,

    /// <summary>Tuples need System.ValueTuple.</summary>
    Tuple,

    /// <summary>A type that the compiler adds shifts the table of native methods.</summary>
    EmbeddedType,
}
