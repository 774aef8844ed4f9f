// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Elf;

/// <summary>A section of an executable.</summary>
/// <param name="Name">As the linker script calls it.</param>
/// <param name="Kind">Where it goes.</param>
/// <param name="Address">Of its first byte.</param>
/// <param name="Offset">In the file.</param>
/// <param name="Bytes">Its size.</param>
public sealed record ElfSection(string Name, SectionKind Kind, uint Address, int Offset, int Bytes);
