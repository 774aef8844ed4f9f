// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Xml.Linq;
using MCUNetV2.DevicePackages;
using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests.Packages;

/// <summary>What <c>dotnet new mcunet-wakeword</c> makes, compiled for the device.</summary>
public sealed class TemplateTests : IDisposable
{
    private const string Libraries = "7.8.9-preview.3.compile-only";

    private static readonly XNamespace Build = "http://schemas.microsoft.com/developer/msbuild/2003";

    private readonly string _folder = Directory.CreateTempSubdirectory("mcunet-template-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_project_compiles_for_the_board_that_was_chosen()
    {
        New("install", TemplatePackage.Write("7.8.9-preview.3", Libraries, _folder));
        foreach (string board in new[] { "esp32-s3-eye", "stm32f769i-disco-arducam" })
        {
            string project = Path.Combine(_folder, board);
            New("mcunet-wakeword", "--board", board, "-n", "Doorbell", "-o", project, "--no-update-check");
            string[] sources = [.. Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories)];
            XElement nfproj = XDocument.Load(Path.Combine(project, "Doorbell.nfproj")).Root!;
            XElement chosen = XDocument.Load(Path.Combine(project, "Board", "Board.props")).Root!;
            Listed(nfproj, project).Concat(Listed(chosen, project)).Order().ShouldBe(sources.Order());
            File.ReadAllText(Path.Combine(project, "Board", "Board.cs")).ShouldContain($"\"{board}\"");
            File.ReadAllText(Path.Combine(project, "Doorbell.sln")).ShouldContain(nfproj.Descendants(Build + "ProjectGuid").Single().Value);
            File.ReadAllText(Path.Combine(project, "packages.config")).ShouldContain($"id=\"MCUNetV2.Device\" version=\"{Libraries}\"");

            string[] references = [.. nfproj.Descendants(Build + "Reference").Concat(chosen.Descendants(Build + "Reference")).Select(item => item.Attribute("Include")!.Value)];
            references.ShouldContain("MCUNetV2.Device");
            nfproj.Descendants(Build + "HintPath").ShouldAllBe(hint => hint.Value.StartsWith(@"packages\"));
            Emitter.Emit(DeviceCompiler.Compile(
                "Doorbell",
                sources.Select(file => (file, File.ReadAllText(file))),
                references.Select(name => DeviceCompiler.Image(name) is { } image ? MetadataReference.CreateFromImage(image) : SurfaceAssemblies.Reference(name)),
                OutputKind.ConsoleApplication)).ShouldNotBeEmpty();
        }
    }

    private static IEnumerable<string> Listed(XElement project, string folder) =>
        project.Descendants(Build + "Compile").Select(item => Path.Combine(folder, item.Attribute("Include")!.Value.Replace('\\', '/')));

    private void New(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["new", .. arguments, "--debug:custom-hive", Path.Combine(_folder, "hive")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output + error.Result);
    }
}
