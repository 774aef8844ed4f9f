// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.CSharp;
using Mono.Cecil.Cil;
using Mono.Cecil;

namespace MCUNetV2.DevicePackages;

/// <summary>A library of the device as an application's build takes it.</summary>
/// <param name="Image">The assembly, whose references name nanoFramework's own assemblies by their versions and key.</param>
/// <param name="Symbols">Its portable symbols.</param>
/// <param name="Documentation">Its comments, as XML.</param>
internal sealed record DeviceAssembly(string Name, byte[] Image, byte[] Symbols, byte[] Documentation)
{
    // Of the key that nanoFramework's assemblies are signed with.
    private static readonly byte[] PublicKeyToken = [0xC0, 0x7D, 0x48, 0x1E, 0x97, 0x58, 0xC7, 0x31];

    // What nanoFramework's project system adds to every assembly.
    private const string FrameworkAttribute =
        "[assembly: System.Runtime.Versioning.TargetFramework(\".NETnanoFramework,Version=v1.0\", FrameworkDisplayName = \".NET nanoFramework 1.0\")]";

    /// <summary>Compiles a library.</summary>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public static DeviceAssembly Compile(NanoProject project)
    {
        CSharpCompilation compilation = DeviceCompiler.Compile(project);
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(FrameworkAttribute, new CSharpParseOptions(LanguageVersion.CSharp9)));
        using MemoryStream image = new(), symbols = new(), documentation = new();
        Emitter.Emit(compilation, image, symbols, documentation);
        (byte[] signed, byte[] signedSymbols) = WithIdentities(image.ToArray(), symbols.ToArray(), project);
        return new DeviceAssembly(project.AssemblyName, signed, signedSymbols, documentation.ToArray());
    }

    /// <summary>The surface has nanoFramework's names, but neither its versions nor its key, of which a compiler that reads this assembly asks.</summary>
    private static (byte[] Image, byte[] Symbols) WithIdentities(byte[] image, byte[] symbols, NanoProject project)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(
            new MemoryStream(image),
            new ReaderParameters { ReadSymbols = true, SymbolReaderProvider = new PortablePdbReaderProvider(), SymbolStream = new MemoryStream(symbols) });
        foreach (AssemblyNameReference reference in module.AssemblyReferences)
        {
            if (project.PackageOf(reference.Name) is { } package)
            {
                reference.Version = Version.Parse(package.Version + ".0");
                reference.PublicKeyToken = PublicKeyToken;
            }
        }

        using MemoryStream changed = new(), changedSymbols = new();
        module.Write(changed, new WriterParameters { WriteSymbols = true, SymbolWriterProvider = new PortablePdbWriterProvider(), SymbolStream = changedSymbols, DeterministicMvid = true });
        return (changed.ToArray(), changedSymbols.ToArray());
    }
}
