// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Elf;

/// <summary>What a section holds, and so in which memory it lies.</summary>
public enum SectionKind
{
    /// <summary>Nothing that the machine sees: names, debugging information.</summary>
    Absent,

    /// <summary>Instructions: flash.</summary>
    Code,

    /// <summary>What is only read: flash.</summary>
    Constants,

    /// <summary>Variables with a first value: flash for the value, and SRAM.</summary>
    Initialized,

    /// <summary>Variables that begin as 0: SRAM.</summary>
    Zeroed,
}
