// SPDX-License-Identifier: MIT
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;

namespace MCUNetV2.DevicePackages;

/// <summary>Compiles device sources as the device build would: C# 9, against nothing but what the project references.</summary>
internal static class DeviceCompiler
{
    private static readonly Dictionary<string, byte[]> Built = [];

    /// <summary>Compiles a project and the projects that it references.</summary>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public static CSharpCompilation Compile(NanoProject project)
    {
        IEnumerable<MetadataReference> references = project.References.Keys.Where(name => name != "nanoFramework.UnitTestLauncher").Select(SurfaceAssemblies.Reference)
            .Concat(project.ProjectReferences.Select(ImageOf).Select(image => MetadataReference.CreateFromImage(image)));
        return Compile(
            project.AssemblyName,
            project.Sources.Select(file => (file, File.ReadAllText(file))),
            references,
            project.IsApplication ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
    }

    /// <summary>The image of a device assembly; null when there is no such project.</summary>
    public static byte[]? Image(string assembly) =>
        NanoProject.All.FirstOrDefault(project => project.AssemblyName == assembly && !project.IsApplication) is { } project
            ? ImageOf(project.File)
            : null;

    /// <summary>Compiles one source against mscorlib and whatever else is named: surfaces or device assemblies.</summary>
    public static CSharpCompilation Compile(string source, params string[] references) => Compile(
        "Planted",
        [("planted.cs", source)],
        references.Prepend("mscorlib").Select(name => Image(name) is { } image ? MetadataReference.CreateFromImage(image) : SurfaceAssemblies.Reference(name)),
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true);

    /// <summary>Compiles sources against references.</summary>
    public static CSharpCompilation Compile(
        string name, IEnumerable<(string File, string Text)> sources, IEnumerable<MetadataReference> references, OutputKind kind,
        bool allowUnsafe = false) => CSharpCompilation.Create(
            name,
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, new CSharpParseOptions(LanguageVersion.CSharp9, DocumentationMode.Parse), source.File, Encoding.UTF8)),
            references,
            new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release, allowUnsafe: allowUnsafe, deterministic: true));

    private static byte[] ImageOf(string projectFile)
    {
        lock (Built)
        {
            if (!Built.TryGetValue(projectFile, out byte[]? image))
            {
                NanoProject project = NanoProject.All.First(candidate => candidate.File == projectFile);
                image = Emitter.Emit(Compile(project));
                Built[projectFile] = image;
            }

            return image;
        }
    }
}
