// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Xml.Linq;
using MCUNetV2.DevicePackages;
using MCUNetV2.InteropGlue;
using MCUNetV2.Tests;
using Mono.Cecil;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>
/// The device projects as Visual Studio builds them: evaluated and compiled by MSBuild through Microsoft.CSharp.targets, in the import order of
/// nanoFramework's extension (ProjectSystem stands in for its files), against the surface assemblies. All in one run of MSBuild.
/// </summary>
public sealed class VisualStudioTests(VisualStudioBuild build) : IClassFixture<VisualStudioBuild>
{
    [Fact]
    public void Every_project_compiles_without_a_warning()
    {
        build.ExitCode.ShouldBe(0, build.Output);
        build.Output.ShouldNotContain("warning");
        build.Projects.Count.ShouldBe(NanoProject.All.Count());
    }

    [Fact]
    public void Properties_of_the_host_projects_do_not_reach_them() =>
        build.Projects.ShouldAllBe(project => project.EndsWith("|9.0|||||.NETnanoFramework,Version=v1.0", StringComparison.Ordinal));

    [Fact]
    public void The_interop_assembly_has_the_checksum_of_the_firmware()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(Path.Combine(build.Binaries, "MCUNetV2.Interop.dll"));
        string table = File.ReadAllText(Repository.Path("native-interop/glue/nanoframework/MCUNetV2_Interop.cpp"));
        table.ShouldContain($"0x{InteropAssembly.Read(module).Checksum:X8}");
    }

    [Fact]
    public void Visual_Studio_takes_the_configurations_from_the_project()
    {
        XNamespace names = "http://schemas.microsoft.com/developer/msbuild/2003";
        foreach (string file in NanoProject.All.Select(project => project.File).Distinct())
        {
            XDocument.Load(file).Root!.Elements(names + "ProjectExtensions").Elements(names + "ProjectCapabilities")
                .Elements(names + "ProjectConfigurationsDeclaredAsItems").Count().ShouldBe(1, file);
        }
    }
}

/// <summary>One run of MSBuild over all device projects.</summary>
public sealed class VisualStudioBuild : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"mcunet-nfproj-{Guid.NewGuid():N}");

    public VisualStudioBuild()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "references"));
        SurfaceAssemblies.WriteTo(Path.Combine(_folder, "references"));
        string report = Path.Combine(_folder, "report");
        string traversal = Path.Combine(_folder, "all.proj");
        new XDocument(new XElement("Project", new XElement("Target", new XAttribute("Name", "All"), NanoProject.All.Select(Step)))).Save(traversal);
        (ExitCode, Output) = Run("msbuild", traversal, "-nologo", "-v:q", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:ReportFile=" + report);
        Projects = File.Exists(report) ? File.ReadAllLines(report) : [];
    }

    /// <summary>Of MSBuild.</summary>
    public int ExitCode { get; }

    /// <summary>What MSBuild printed: errors and warnings.</summary>
    public string Output { get; }

    /// <summary>Lines of the target Report.</summary>
    public IReadOnlyList<string> Projects { get; }

    /// <summary>Where the assemblies are.</summary>
    public string Binaries => Path.Combine(_folder, "bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private XElement Step(NanoProject project)
    {
        string folder = _folder + Path.DirectorySeparatorChar;
        return new XElement(
            "MSBuild",
            new XAttribute("Projects", project.File),
            new XAttribute("Targets", "Build;Report"),
            new XAttribute("Properties", string.Join(
                ';',
                $"NanoFrameworkProjectSystemPath={Repository.Path("tests/Firmware/Legality/ProjectSystem")}/",
                $"AssemblySearchPaths={folder}references",
                "Configuration=Release",
                "BuildProjectReferences=false",
                $"BaseIntermediateOutputPath={folder}obj/{project}/",
                $"OutDir={folder}bin/",
                project.BoardName is null ? "" : "Board=" + project.BoardName)));
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable); // those of a dotnet that runs this test
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
