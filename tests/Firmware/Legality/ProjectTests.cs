// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.RegularExpressions;
using MCUNetV2.DevicePackages;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>The device projects compile against nanoFramework's surface, and their explicit lists agree with the folders and with each other.</summary>
public partial class ProjectTests
{
    public static TheoryData<string> Projects() => [.. NanoProject.All.Select(project => project.ToString())];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Compiles_against_the_surface(string name) => Emitter.Emit(DeviceCompiler.Compile(Find(name))).ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_source_of_the_folder_is_listed_once(string name)
    {
        NanoProject project = Find(name);
        IEnumerable<string> own = project.Sources.Where(file => file.StartsWith(project.Folder + Path.DirectorySeparatorChar));
        own.Order().ShouldBe(Directory.GetFiles(project.Folder, "*.cs", SearchOption.AllDirectories).Order());
        project.Sources.ShouldBeUnique();
        project.Sources.ShouldAllBe(file => File.Exists(file));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_come_from_the_packages_of_the_project(string name)
    {
        NanoProject project = Find(name);
        foreach ((string assembly, string hint) in project.References)
        {
            string[] parts = hint.Split('\\');
            string? package = project.Packages.Keys.SingleOrDefault(id => parts.Contains($"{id}.{project.Packages[id]}"));
            package.ShouldNotBeNull($"{hint} is of no package of packages.config");
            Path.GetFileNameWithoutExtension(parts[^1]).ShouldBe(assembly);
            Path.GetFullPath(Path.Combine(project.Folder, string.Join('/', parts.TakeWhile(part => part == "..")))).ShouldBe(Repository.Path("."));
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Language_and_runtime_are_those_of_the_stable_line(string name)
    {
        NanoProject project = Find(name);
        project.Property("LangVersion").ShouldBe("9.0");
        project.Property("TargetFrameworkVersion").ShouldBe("v1.0");
        project.Property("ProjectTypeGuids").ShouldBe("{11A8DD76-328B-46DF-9F39-F559912D0360};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}");
    }

    [Fact]
    public void Packages_have_one_version_each()
    {
        IEnumerable<IGrouping<string, KeyValuePair<string, string>>> versions = NanoProject.All.SelectMany(project => project.Packages).Distinct().GroupBy(package => package.Key);
        versions.ShouldAllBe(package => package.Count() == 1);
    }

    [Fact]
    public void The_solution_opens_and_deploys_every_project()
    {
        string solution = File.ReadAllText(Repository.Path("MCUNetV2.Device.sln"));
        foreach (NanoProject project in NanoProject.All)
        {
            string path = Path.GetRelativePath(Repository.Path("."), project.File).Replace('/', '\\');
            solution.ShouldContain($"Project(\"{{11A8DD76-328B-46DF-9F39-F559912D0360}}\") = \"{Path.GetFileNameWithoutExtension(project.File)}\", \"{path}\", \"{project.Property("ProjectGuid")}\"");
            foreach (string entry in new[] { "ActiveCfg", "Build.0", "Deploy.0" })
            {
                solution.ShouldContain($"{project.Property("ProjectGuid")}.Release|Any CPU.{entry} = Release|Any CPU");
            }
        }
    }

    [Fact]
    public void The_solution_holds_every_project_and_its_filter_those_that_build_anywhere()
    {
        string[] host = ProjectFiles("*.csproj");
        IEnumerable<string> listed = SolutionEntry().Matches(File.ReadAllText(Repository.Path("MCUNetV2.Device.sln"))).Select(match => match.Groups[1].Value.Replace('\\', '/'));
        listed.Order(StringComparer.Ordinal).ShouldBe([.. host.Concat(ProjectFiles("*.nfproj")).Order(StringComparer.Ordinal)]);

        using JsonDocument filter = JsonDocument.Parse(File.ReadAllText(Repository.Path("MCUNetV2.Host.slnf")));
        JsonElement solution = filter.RootElement.GetProperty("solution");
        solution.GetProperty("path").GetString().ShouldBe("MCUNetV2.Device.sln");
        solution.GetProperty("projects").EnumerateArray().Select(project => project.GetString()).ShouldBe(host);
    }

    /// <summary>Relative to the root, with slashes, sorted.</summary>
    private static string[] ProjectFiles(string pattern) =>
    [
        .. new[] { "firmware", "tests", "tools" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.Path(folder), pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Path("."), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("^Project\\(\"[^\"]+\"\\) = \"[^\"]+\", \"([^\"]+proj)\"", RegexOptions.Multiline)]
    private static partial Regex SolutionEntry();

    private static NanoProject Find(string name) => NanoProject.All.Single(project => project.ToString() == name);
}
