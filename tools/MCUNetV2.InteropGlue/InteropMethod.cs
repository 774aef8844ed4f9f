// SPDX-License-Identifier: MIT
namespace MCUNetV2.InteropGlue;

/// <summary>A method of an interop assembly as the firmware knows it.</summary>
/// <param name="ClassName">Namespace and name of its type, joined by underscores.</param>
/// <param name="Name">Mangled name: method, static or not, types of result and parameters.</param>
/// <param name="IsNative">Whether it is implemented by the firmware.</param>
public sealed record InteropMethod(string ClassName, string Name, bool IsNative);
