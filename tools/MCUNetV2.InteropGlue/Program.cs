// SPDX-License-Identifier: MIT
using MCUNetV2.InteropGlue;
using Mono.Cecil;

if (args is not [var assembly, ..] || args.Length > 2)
{
    Console.Error.WriteLine("usage: interop-glue ASSEMBLY.dll [FOLDER]: prints the checksum of an interop assembly; with FOLDER, writes its C++ tables there");
    return 2;
}

try
{
    using ModuleDefinition module = ModuleDefinition.ReadModule(assembly);
    InteropAssembly interop = InteropAssembly.Read(module);
    Console.WriteLine($"{interop.Name} {interop.Version} 0x{interop.Checksum:X8}, {interop.Methods.Count(method => method.IsNative)} native methods");
    if (args is [_, var folder])
    {
        GlueWriter.Write(interop, folder);
    }

    return 0;
}
catch (Exception exception) when (exception is IOException or BadImageFormatException or NotSupportedException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"interop-glue: {assembly}: {exception.Message}");
    return 1;
}
