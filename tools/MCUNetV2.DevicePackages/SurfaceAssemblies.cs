// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;

namespace MCUNetV2.DevicePackages;

/// <summary>nanoFramework's assemblies as references for the compiler: the public surface of the versions that the projects name.</summary>
internal static class SurfaceAssemblies
{
    /// <summary>In order of dependence: each may use those before it.</summary>
    private static readonly string[] Names =
    [
        "mscorlib", "nanoFramework.Runtime.Events", "nanoFramework.Runtime.Native", "System.Math", "nanoFramework.System.Text",
        "System.Device.Gpio", "System.Device.Spi", "System.Device.I2c", "System.IO.Streams", "System.IO.Ports",
        "nanoFramework.Hardware.Esp32", "nanoFramework.TestFramework",
        "System.Collections", "System.Threading", "System.Net", "System.Device.Wifi", "nanoFramework.M2Mqtt.Core", "nanoFramework.M2Mqtt",
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Images = new(Build);

    /// <summary>The image of an assembly, for readers of metadata.</summary>
    public static byte[]? Image(string name) => Images.Value.GetValueOrDefault(name);

    /// <summary>A reference to an assembly.</summary>
    /// <exception cref="KeyNotFoundException">There is no surface of that name.</exception>
    public static MetadataReference Reference(string name) => MetadataReference.CreateFromImage(Images.Value[name]);

    /// <summary>Writes all assemblies to a folder, for a compiler outside this process. The unit tests' launcher is an empty one.</summary>
    public static void WriteTo(string folder)
    {
        foreach ((string name, byte[] image) in Images.Value)
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".dll"), image);
        }

        CSharpCompilation launcher = CSharpCompilation.Create(
            "nanoFramework.UnitTestLauncher", [], [Reference("mscorlib")], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        File.WriteAllBytes(Path.Combine(folder, launcher.AssemblyName + ".dll"), Emitter.Emit(launcher));
    }

    private static IReadOnlyDictionary<string, byte[]> Build()
    {
        Dictionary<string, byte[]> images = [];
        foreach (string name in Names)
        {
            string file = RepositoryFolder.Path($"tools/MCUNetV2.DevicePackages/Surface/{name}.cs");
            SyntaxTree tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.CSharp9), file);
            CSharpCompilation compilation = CSharpCompilation.Create(
                name,
                [tree],
                images.Values.Select(image => MetadataReference.CreateFromImage(image)),
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            images[name] = Emitter.Emit(compilation);
        }

        return images;
    }
}
