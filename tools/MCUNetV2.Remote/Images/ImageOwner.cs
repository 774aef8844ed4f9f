// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Images;

/// <summary>Whose bytes they are.</summary>
public enum ImageOwner
{
    /// <summary>The engine with every operator: libmcunet.a, which firmware links.</summary>
    Engine,

    /// <summary>What the compiler's and C library's functions add to it.</summary>
    Library,

    /// <summary>Start-up, link, console, memcpy, arena; and what the linker fills gaps with.</summary>
    Runner,
}
