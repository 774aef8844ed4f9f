// SPDX-License-Identifier: MIT
using System.Text;

namespace MCUNetV2.InteropGlue;

/// <summary>Writes the firmware's side of an interop assembly: the declarations of its native methods and the table of them.</summary>
public static class GlueWriter
{
    /// <summary>Name of the C++ header and source, without their ending.</summary>
    public static string FileName(InteropAssembly assembly) => assembly.Name.Replace('.', '_');

    /// <summary>Writes header and source into a folder.</summary>
    public static void Write(InteropAssembly assembly, string folder)
    {
        File.WriteAllText(Path.Combine(folder, $"{FileName(assembly)}.h"), Header(assembly));
        File.WriteAllText(Path.Combine(folder, $"{FileName(assembly)}.cpp"), Source(assembly));
    }

    /// <summary>Declares one function for each native method.</summary>
    public static string Header(InteropAssembly assembly)
    {
        string name = FileName(assembly);
        StringBuilder text = new($$"""
            /* Native methods of {{assembly.Name}}, written by tools/MCUNetV2.InteropGlue from the compiled assembly. */
            #ifndef {{name.ToUpperInvariant()}}_H
            #define {{name.ToUpperInvariant()}}_H

            #include <nanoCLR_Interop.h>
            #include <nanoCLR_Runtime.h>
            #include <nanoPackStruct.h>

            struct {{Struct(assembly)}}
            {

            """);
        foreach (InteropMethod method in assembly.Methods.Where(method => method.IsNative))
        {
            text.Append($"    NANOCLR_NATIVE_DECLARE({method.Name});\n");
        }

        text.Append($$"""
            };

            extern const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_{{name}};

            #endif

            """);
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>The table of methods, with the checksum and the version that the firmware build reads out of it.</summary>
    public static string Source(InteropAssembly assembly)
    {
        string name = FileName(assembly);
        Version version = assembly.Version;
        StringBuilder text = new($$"""
            /* Table of {{assembly.Name}}'s methods, written by tools/MCUNetV2.InteropGlue from the compiled assembly. */
            #include "{{name}}.h"

            /* In the order of the assembly's method definitions; null for managed ones. */
            static const CLR_RT_MethodHandler method_lookup[] = {

            """);
        foreach (InteropMethod method in assembly.Methods)
        {
            text.Append(method.IsNative ? $"    {Struct(assembly)}::{method.Name},\n" : "    NULL,\n");
        }

        text.Append($$"""
            };

            const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_{{name}} = {
                "{{assembly.Name}}",
                0x{{assembly.Checksum:X8}},
                method_lookup,
                {{{version.Major}}, {{version.Minor}}, {{version.Build}}, {{version.Revision}}},
            };

            """);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Struct(InteropAssembly assembly) =>
        $"Library_{FileName(assembly)}_{assembly.Methods.First(method => method.IsNative).ClassName}";
}
