// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using MCUNetV2.DevicePackages;
using MCUNetV2.InteropGlue;
using MCUNetV2.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mono.Cecil;
using NuGet.Packaging;
using NuGet.Versioning;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests.Packages;

/// <summary>The NuGet packages of the device's libraries: what is in them, and an application that is compiled against them.</summary>
public sealed partial class DevicePackageTests(DevicePackages packages) : IClassFixture<DevicePackages>
{
    [Theory]
    [InlineData("MCUNetV2.Interop")]
    [InlineData("MCUNetV2.Device")]
    public void A_package_has_what_users_of_nanoFramework_expect(string library)
    {
        using PackageArchiveReader package = packages.Open(library);
        string[] files = [.. package.GetFiles()];
        files.ShouldBeSubsetOf(files.Distinct());
        foreach (string file in new[] { $"lib/{library}.dll", $"lib/{library}.pdb", $"lib/{library}.xml", "LICENSE", "images/icon.png", "docs/README.md" })
        {
            files.ShouldContain(file);
        }

        NuspecReader nuspec = package.NuspecReader;
        nuspec.GetId().ShouldBe(library);
        nuspec.GetVersion().ShouldBe(NuGetVersion.Parse("7.8.9-preview.3.compile-only"));
        nuspec.GetReadme().ShouldBe("docs/README.md");
        nuspec.GetIcon().ShouldBe("images/icon.png");
        nuspec.GetLicenseMetadata()!.License.ShouldBe("MIT");
        nuspec.GetDescription().ShouldContain($"(checksum {Checksum()})");
    }

    [Theory]
    [InlineData("MCUNetV2.Interop")]
    [InlineData("MCUNetV2.Device")]
    public void Its_dependencies_are_the_packages_that_the_project_uses(string library)
    {
        using PackageArchiveReader package = packages.Open(library);
        NanoProject project = NanoProject.All.Single(project => project.AssemblyName == library);
        IEnumerable<(string, string)> own = project.ProjectReferences.Select(file => (Path.GetFileNameWithoutExtension(file)!, package.NuspecReader.GetVersion().ToString()));
        package.NuspecReader.GetDependencyGroups().Single().Packages.Select(dependency => (dependency.Id, dependency.VersionRange.MinVersion!.ToString())).Order()
            .ShouldBe(project.Packages.Select(used => (used.Key, used.Value)).Concat(own).Order());
    }

    [Fact]
    public void Its_assembly_names_nanoFrameworks_own_as_they_are_signed()
    {
        using ModuleDefinition module = packages.Module("MCUNetV2.Device");
        AssemblyNameReference corlib = module.AssemblyReferences.Single(reference => reference.Name == "mscorlib");
        corlib.FullName.ShouldBe("mscorlib, Version=1.17.12.0, Culture=neutral, PublicKeyToken=c07d481e9758c731");
        module.AssemblyReferences.Where(reference => reference.Name != "MCUNetV2.Interop").ShouldAllBe(reference => reference.PublicKeyToken.Length == 8);
        module.GetType("MCUNetV2.Inference.Model").ShouldNotBeNull();
    }

    [Fact]
    public void The_interop_assembly_has_the_checksum_of_the_glue_beside_it()
    {
        using PackageArchiveReader package = packages.Open("MCUNetV2.Interop");
        using StreamReader table = new(package.GetStream("native/InteropAssemblies/MCUNetV2.Interop/glue/nanoframework/MCUNetV2_Interop.cpp"));
        table.ReadToEnd().ShouldContain(Checksum());
    }

    /// <summary>Whatever FindINTEROP names is there, and all that it takes by wildcard.</summary>
    [Fact]
    public void The_firmware_build_finds_every_source()
    {
        using PackageArchiveReader package = packages.Open("MCUNetV2.Interop");
        const string Native = "native/InteropAssemblies/MCUNetV2.Interop/";
        string[] native = [.. package.GetFiles().Where(file => file.StartsWith(Native, StringComparison.Ordinal)).Select(file => file[Native.Length..])];
        foreach (string folder in new[] { "include", "src", "glue", "ports/firmware", "ports/esp32", "ports/stm32" })
        {
            IEnumerable<string> sources = Directory.GetFiles(Repository.Path("native-interop/" + folder), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.Path("native-interop"), file).Replace('\\', '/'));
            native.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(sources.Order(StringComparer.Ordinal));
        }

        using StreamReader module = new(package.GetStream("native/CMake/Modules/FindINTEROP-MCUNetV2.Interop.cmake"));
        foreach (Match named in NamedSource().Matches(module.ReadToEnd()))
        {
            IEnumerable<string> paths = new[] { "esp32", "stm32" }.Select(port => named.Groups[1].Value.Replace("${MCUNET_PORT}", port));
            paths.ShouldAllBe(path => native.Contains(path) || native.Any(file => file.StartsWith(path.Split('*')[0], StringComparison.Ordinal)));
        }
    }

    /// <summary>The surface stands in for nanoFramework's signed assemblies, so their identities are taken off again.</summary>
    [Fact]
    public void An_application_compiles_against_the_packages()
    {
        const string Source = """
            using System.Device.Gpio;
            using MCUNetV2.Camera;
            using MCUNetV2.Inference;
            using MCUNetV2.VisualWakeWords;

            public class Application
            {
                public void Run(IFrameSource camera, GpioPin led)
                {
                    WakeWordDetector detector = new WakeWordDetector(Model.Open("person_vww"), camera);
                    led.Write(detector.Detect().IsPresent ? PinValue.High : PinValue.Low);
                }
            }
            """;
        MetadataReference[] references =
        [
            SurfaceAssemblies.Reference("mscorlib"), SurfaceAssemblies.Reference("System.Device.Gpio"), SurfaceAssemblies.Reference("nanoFramework.Runtime.Events"),
            packages.WithoutIdentities("MCUNetV2.Interop"), packages.WithoutIdentities("MCUNetV2.Device"),
        ];
        CSharpCompilation application = CSharpCompilation.Create(
            "Application", [CSharpSyntaxTree.ParseText(Source, new CSharpParseOptions(LanguageVersion.CSharp9), cancellationToken: TestContext.Current.CancellationToken)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        application.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }

    private string Checksum()
    {
        using ModuleDefinition module = packages.Module("MCUNetV2.Interop");
        return $"0x{InteropAssembly.Read(module).Checksum:X8}";
    }

    [GeneratedRegex(@"\$\{MCUNET_DIR\}/([^""\s]+)")]
    private static partial Regex NamedSource();
}

/// <summary>The packages, written once, without a metadata processor.</summary>
public sealed class DevicePackages : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcunet-packages-").FullName;

    public DevicePackages() => DevicePackage.Write("7.8.9-preview.3", null, _folder).Count.ShouldBe(2);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal PackageArchiveReader Open(string library) => new(Directory.GetFiles(_folder, library + ".*.nupkg").Single());

    internal ModuleDefinition Module(string library)
    {
        using PackageArchiveReader package = Open(library);
        using Stream entry = package.GetStream($"lib/{library}.dll");
        MemoryStream image = new();
        entry.CopyTo(image);
        image.Position = 0;
        return ModuleDefinition.ReadModule(image);
    }

    internal MetadataReference WithoutIdentities(string library)
    {
        using ModuleDefinition module = Module(library);
        foreach (AssemblyNameReference reference in module.AssemblyReferences.Where(reference => reference.PublicKeyToken.Length > 0))
        {
            reference.PublicKeyToken = [];
            reference.Version = new Version(0, 0, 0, 0);
        }

        using MemoryStream image = new();
        module.Write(image);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
