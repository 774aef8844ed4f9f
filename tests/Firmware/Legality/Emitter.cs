// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace MCUNetV2.Firmware.Tests.Legality;

internal static class Emitter
{
    /// <summary>The image of a compilation.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; the message lists the errors.</exception>
    public static byte[] Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, options: new EmitOptions(runtimeMetadataVersion: "v4.0.30319"));
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(20);
            throw new InvalidOperationException($"{compilation.AssemblyName}:\n{string.Join('\n', errors)}");
        }

        return image.ToArray();
    }
}
