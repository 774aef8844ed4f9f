// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.CommandLine;
using MCUNetV2.InteropGlue;
using Mono.Cecil;
using NuGet.Packaging;

namespace MCUNetV2.DevicePackages;

/// <summary>NuGet packages of the device's libraries, as nanoFramework's own are: the assembly in <c>lib</c>, for applications with a packages.config.</summary>
internal static class DevicePackage
{
    /// <summary>Appended to the version of packages without .pe files.</summary>
    public const string CompileOnly = ".compile-only";

    private static readonly string[] Libraries = ["MCUNetV2.Interop", "MCUNetV2.Device"];

    /// <summary>Compiles the libraries and writes their packages.</summary>
    /// <param name="version">Of the packages.</param>
    /// <param name="processor">Makes the .pe files; null: the packages have none, and say so in their version.</param>
    /// <param name="folder">Where the packages go.</param>
    /// <returns>Their files.</returns>
    /// <exception cref="InvalidOperationException">A library does not compile, or the metadata processor failed.</exception>
    public static IReadOnlyList<string> Write(string version, MetadataProcessor? processor, string folder)
    {
        string work = Directory.CreateTempSubdirectory("mcunet-packages-").FullName;
        try
        {
            SurfaceAssemblies.WriteTo(work);
            Dictionary<string, string> properties = new()
            {
                ["version"] = VersionOf(version, processor),
                ["assemblies"] = work,
            };
            foreach (string library in Libraries)
            {
                Build(NanoProject.All.Single(project => project.AssemblyName == library), processor, work, properties);
            }

            Directory.CreateDirectory(folder);
            return [.. Libraries.Select(library => Pack(library, properties, folder))];
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The version of the libraries' packages: without .pe files it says so.</summary>
    public static string VersionOf(string version, MetadataProcessor? processor) => processor is null ? version + CompileOnly : version;

    private static void Build(NanoProject project, MetadataProcessor? processor, string work, Dictionary<string, string> properties)
    {
        DeviceAssembly assembly = DeviceAssembly.Compile(project);
        string path = Path.Combine(work, assembly.Name);
        File.WriteAllBytes(path + ".dll", assembly.Image);
        File.WriteAllBytes(path + ".pdb", assembly.Symbols);
        File.WriteAllBytes(path + ".xml", assembly.Documentation);
        processor?.Process(work, assembly.Name, project.References.Keys.Concat(project.ProjectReferences.Select(file => Path.GetFileNameWithoutExtension(file)!)));
        if (project.ProjectReferences.Count == 0)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(path + ".dll");
            InteropAssembly interop = InteropAssembly.Read(module);
            properties["nativeVersion"] = interop.Version.ToString();
            properties["checksum"] = string.Create(CultureInfo.InvariantCulture, $"0x{interop.Checksum:X8}");
        }
    }

    /// <summary>The .nuspec beside the project says what is in the package, named from the repository's root.</summary>
    private static string Pack(string library, Dictionary<string, string> properties, string folder)
    {
        string nuspec = RepositoryFolder.Path($"firmware/{library}/{library}.nuspec");
        using FileStream stream = File.OpenRead(nuspec);
        PackageBuilder builder = new(stream, RepositoryFolder.Path("."), name => properties[name]);
        string file = Path.Combine(folder, $"{builder.Id}.{builder.Version}.nupkg");
        using FileStream output = File.Create(file);
        builder.Save(output);
        return file;
    }
}
