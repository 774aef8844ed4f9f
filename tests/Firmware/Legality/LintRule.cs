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

    /// <summary>A type that the compiler adds shifts the table of native methods.</summary>
    EmbeddedType,
}
