// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MCUNetV2.CommandLine;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Packaging.Licenses;
using NuGet.Versioning;

namespace MCUNetV2.DevicePackages;

/// <summary>
/// <c>dotnet new mcunet-wakeword --board B</c>: the wake word application as a project of one's own, which takes the libraries from their packages. It is made of
/// the application and the boards of this repository, so that there is nothing to keep in step.
/// </summary>
internal static class TemplatePackage
{
    /// <summary>The package's name.</summary>
    public const string Id = "MCUNetV2.Templates";

    /// <summary>What the project is called until its user names it.</summary>
    public const string SourceName = "WakeWordApp";

    private const string Application = "MCUNetV2.WakeWordDemo";
    private const string DefaultBoard = "esp32-s3-arducam";
    private const string ProjectGuid = "B5C8E9D2-6F31-4A7B-8C0D-1E2F3A4B5C6D";
    private const string BoardFolder = "Board";

    private static readonly XNamespace Build = "http://schemas.microsoft.com/developer/msbuild/2003";

    /// <param name="version">Of the package.</param>
    /// <param name="libraries">Version of the libraries' packages.</param>
    /// <param name="folder">Where it goes.</param>
    /// <returns>Its file.</returns>
    public static string Write(string version, string libraries, string folder)
    {
        PackageBuilder package = new()
        {
            Id = Id,
            Version = NuGetVersion.Parse(version),
            Description = "Application templates of MCUNetV2.Device: dotnet new mcunet-wakeword --board BOARD makes a .NET nanoFramework project that lights a lamp while somebody is in view of a camera.",
            LicenseMetadata = new LicenseMetadata(LicenseType.Expression, "MIT", NuGetLicenseExpression.Parse("MIT"), [], LicenseMetadata.EmptyVersion),
            PackageTypes = [new PackageType("Template", PackageType.EmptyVersion)],
        };
        package.Authors.Add("the MCUNetV2.Device authors");
        package.Tags.UnionWith(["dotnet-new", "template", "nanoFramework", "tinyml"]);
        foreach ((string path, string text) in Files(libraries))
        {
            package.Files.Add(new PhysicalPackageFile(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))) { TargetPath = $"content/wakeword/{path}" });
        }

        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"{Id}.{version}.nupkg");
        using FileStream output = File.Create(file);
        package.Save(output);
        return file;
    }

    private static IEnumerable<(string Path, string Text)> Files(string libraries)
    {
        yield return (".template.config/template.json", Configuration());
        string source = RepositoryFolder.Path($"firmware/{Application}");
        foreach (string file in Directory.GetFiles(source, "*.cs").Append(Path.Combine(source, "Properties", "AssemblyInfo.cs")))
        {
            yield return ($"app/{Path.GetRelativePath(source, file).Replace('\\', '/')}", Renamed(File.ReadAllText(file)));
        }

        yield return ($"app/{SourceName}.nfproj", Project(Path.Combine(source, $"{Application}.nfproj"), libraries));
        yield return ("app/packages.config", Packages(Path.Combine(source, "packages.config"), libraries));
        yield return ($"app/{SourceName}.sln", Solution());
        yield return ("app/README.md", Readme());
        foreach (string board in NanoProject.Boards)
        {
            foreach ((string name, string text) in BoardFiles(board))
            {
                yield return ($"boards/{board}/{name}", text);
            }
        }
    }

    private static string Renamed(string text) => text.Replace(Application, SourceName, StringComparison.Ordinal);

    private static string Project(string file, string libraries)
    {
        XElement project = XDocument.Load(file).Root!;
        project.Elements(Build + "ItemGroup").Elements(Build + "ProjectReference").ToList().ForEach(reference => reference.Remove());
        project.Elements(Build + "ItemGroup").First(group => group.Elements(Build + "Reference").Any()).Add(
            new[] { "MCUNetV2.Device", "MCUNetV2.Interop" }.Select(library => new XElement(
                Build + "Reference", new XAttribute("Include", library), new XElement(Build + "HintPath", $@"packages\{library}.{libraries}\lib\{library}.dll"))));
        project.Elements(Build + "PropertyGroup").Elements(Build + "Board").ToList().ForEach(board => board.Parent!.Remove());
        project.Nodes().OfType<XComment>().ToList().ForEach(comment => comment.Remove());
        XElement import = project.Elements(Build + "Import").Single(element => element.Attribute("Project")!.Value.EndsWith("Board.props", StringComparison.Ordinal));
        import.SetAttributeValue("Project", $@"{BoardFolder}\Board.props");
        LocalHints(project);
        project.Elements(Build + "PropertyGroup").Elements(Build + "ProjectGuid").Single().Value = $"{{{ProjectGuid}}}";
        return Renamed("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + project + "\n");
    }

    /// <summary>Packages lie beside the solution, which lies beside the project.</summary>
    private static void LocalHints(XElement root)
    {
        foreach (XElement hint in root.Descendants(Build + "HintPath"))
        {
            hint.Value = hint.Value.Replace(@"..\..\packages\", @"packages\", StringComparison.Ordinal);
        }
    }

    private static string Packages(string file, string libraries)
    {
        XElement packages = XDocument.Load(file).Root!;
        packages.Add(new[] { "MCUNetV2.Device", "MCUNetV2.Interop" }.Select(library => new XElement(
            "package", new XAttribute("id", library), new XAttribute("version", libraries), new XAttribute("targetFramework", "netnano1.0"))));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + packages + "\n";
    }

    /// <summary>The board's sources, wherever they lie, in one folder.</summary>
    private static IEnumerable<(string Name, string Text)> BoardFiles(string board)
    {
        string folder = RepositoryFolder.Path($"firmware/{Application}");
        XElement properties = XDocument.Load(RepositoryFolder.Path($"firmware/boards/{board}/Board.props")).Root!;
        foreach (XElement compile in properties.Descendants(Build + "Compile"))
        {
            string file = Path.GetFullPath(Path.Combine(folder, compile.Attribute("Include")!.Value.Replace('\\', '/')));
            compile.SetAttributeValue("Include", $@"{BoardFolder}\{Path.GetFileName(file)}");
            yield return (Path.GetFileName(file), File.ReadAllText(file));
        }

        LocalHints(properties);
        yield return ("Board.props", properties + "\n");
    }

    private static string Configuration()
    {
        JsonArray choices = [.. NanoProject.Boards.Select(board => new JsonObject { ["choice"] = board, ["description"] = Description(board) })];
        JsonArray sources = [new JsonObject { ["source"] = "./app/", ["target"] = "./" }];
        foreach (string board in NanoProject.Boards)
        {
            sources.Add(new JsonObject { ["condition"] = $"(board == \"{board}\")", ["source"] = $"./boards/{board}/", ["target"] = $"./{BoardFolder}/" });
        }

        return new JsonObject
        {
            ["$schema"] = "http://json.schemastore.org/template",
            ["author"] = "the MCUNetV2.Device authors",
            ["classifications"] = new JsonArray("nanoFramework", "tinyML", "Camera"),
            ["identity"] = "MCUNetV2.Templates.WakeWord",
            ["name"] = "MCUNetV2 wake word application (.NET nanoFramework)",
            ["shortName"] = "mcunet-wakeword",
            ["description"] = "Lights a lamp while what the model was trained for is in view of a camera.",
            ["tags"] = new JsonObject { ["language"] = "C#", ["type"] = "project" },
            ["sourceName"] = SourceName,
            ["preferNameDirectory"] = true,
            ["guids"] = new JsonArray(ProjectGuid),
            ["symbols"] = new JsonObject
            {
                ["board"] = new JsonObject
                {
                    ["type"] = "parameter", ["datatype"] = "choice", ["defaultValue"] = DefaultBoard, ["description"] = "The board that it is for", ["choices"] = choices,
                },
            },
            ["sources"] = sources,
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static string Description(string board)
    {
        using JsonDocument profile = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.Path($"firmware/boards/{board}/board.json")));
        return profile.RootElement.GetProperty("description").GetString()!;
    }

    private static string Solution()
    {
        const string Kind = "{11A8DD76-328B-46DF-9F39-F559912D0360}";
        string configurations = string.Concat(new[] { "Debug", "Release" }.SelectMany(name => new[] { "ActiveCfg", "Build.0", "Deploy.0" }
            .Select(entry => $"\t\t{{{ProjectGuid}}}.{name}|Any CPU.{entry} = {name}|Any CPU\r\n")));
        return "Microsoft Visual Studio Solution File, Format Version 12.00\r\n# Visual Studio Version 17\r\n"
            + $"Project(\"{Kind}\") = \"{SourceName}\", \"{SourceName}.nfproj\", \"{{{ProjectGuid}}}\"\r\nEndProject\r\nGlobal\r\n"
            + "\tGlobalSection(SolutionConfigurationPlatforms) = preSolution\r\n\t\tDebug|Any CPU = Debug|Any CPU\r\n\t\tRelease|Any CPU = Release|Any CPU\r\n\tEndGlobalSection\r\n"
            + $"\tGlobalSection(ProjectConfigurationPlatforms) = postSolution\r\n{configurations}\tEndGlobalSection\r\nEndGlobal\r\n";
    }

    private static string Readme() => $"""
        # {SourceName}

        1. Open `{SourceName}.sln` in Visual Studio with the nanoFramework extension; restore the packages (add the folder of `MCUNetV2.Device` and
           `MCUNetV2.Interop` as a package source where they are on no feed).
        2. The board needs a firmware with the engine and a model linked in: docs/TUTORIAL.md of MCUNetV2.Device, steps 5 to 7.
        3. Deploy. The lamp is lit while what the model was trained for is in view; `mcunet monitor --port PORT` shows what it sees.

        `Program.cs` is where to begin; `Board/Board.cs` has the pins.

        """;
}
