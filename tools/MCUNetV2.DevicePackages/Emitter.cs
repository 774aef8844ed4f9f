// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis;

namespace MCUNetV2.DevicePackages;

internal static class Emitter
{
    /// <summary>The image of a compilation.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; the message lists the errors.</exception>
    public static byte[] Emit(CSharpCompilation compilation)
    {
        using MemoryStream image = new();
        Emit(compilation, image);
        return image.ToArray();
    }

    /// <summary>Writes image, portable symbols and documentation.</summary>
    /// <inheritdoc cref="Emit(CSharpCompilation)"/>
    public static void Emit(CSharpCompilation compilation, Stream image, Stream? symbols = null, Stream? documentation = null)
    {
        EmitOptions options = new(runtimeMetadataVersion: "v4.0.30319", debugInformationFormat: DebugInformationFormat.PortablePdb);
        EmitResult result = compilation.Emit(image, symbols, documentation, options: options);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(20);
            throw new InvalidOperationException($"{compilation.AssemblyName}:\n{string.Join('\n', errors)}");
        }
    }
}
