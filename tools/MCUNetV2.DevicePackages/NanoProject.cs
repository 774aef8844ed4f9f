// SPDX-License-Identifier: MIT
using System.Xml.Linq;
using MCUNetV2.CommandLine;

namespace MCUNetV2.DevicePackages;

/// <summary>A .nfproj: what it compiles and references. Board.props of a board is read into it as the build would.</summary>
internal sealed class NanoProject
{
    private static readonly XNamespace Build = "http://schemas.microsoft.com/developer/msbuild/2003";

    private const string Esp32 = "nanoFramework.Hardware.Esp32";

    private readonly string _folder;
    private readonly XElement _project;
    private readonly XElement? _board;
    private readonly string? _boardName;

    private NanoProject(string file, string? board)
    {
        _boardName = board;
        File = RepositoryFolder.Path(file);
        _folder = System.IO.Path.GetDirectoryName(File)!;
        _project = XDocument.Load(File).Root!;
        _board = board is null ? null : XDocument.Load(RepositoryFolder.Path($"firmware/boards/{board}/Board.props")).Root!;
    }

    /// <summary>Every project of the firmware; applications once for each board.</summary>
    public static IEnumerable<NanoProject> All =>
    [
        new("firmware/MCUNetV2.Interop/MCUNetV2.Interop.nfproj", null),
        new("firmware/MCUNetV2.Device/MCUNetV2.Device.nfproj", null),
        new("tests/Firmware.Nano/NFUnitTest.nfproj", null),
        .. from board in Boards
           from application in new[] { "WakeWordDemo", "DetectorDemo", "WakeThenDetectDemo" }
           select new NanoProject($"firmware/MCUNetV2.{application}/MCUNetV2.{application}.nfproj", board),
        .. from board in Boards
           let project = new NanoProject("firmware/MCUNetV2.PresenceMqttDemo/MCUNetV2.PresenceMqttDemo.nfproj", board)
           where project.References.ContainsKey(Esp32) // whose WiFi it uses
           select project,
    ];

    /// <summary>Names of the boards: folders with a Board.props.</summary>
    public static IEnumerable<string> Boards =>
        Directory.GetDirectories(RepositoryFolder.Path("firmware/boards"))
            .Where(folder => System.IO.File.Exists(System.IO.Path.Combine(folder, "Board.props")))
            .Select(folder => System.IO.Path.GetFileName(folder))
            .Order();

    public string File { get; }

    public string Folder => _folder;

    /// <summary>The board that an application is built for; null for other projects.</summary>
    public string? BoardName => _boardName;

    public string AssemblyName => Property("AssemblyName")!;

    public bool IsApplication => Property("OutputType") == "Exe";

    /// <summary>Full paths of the sources.</summary>
    public IReadOnlyList<string> Sources => Items("Compile").Select(item => Full(item.Attribute("Include")!.Value)).ToList();

    /// <summary>Names of the referenced assemblies, and where each is to be found.</summary>
    public IReadOnlyDictionary<string, string> References =>
        Items("Reference").ToDictionary(item => item.Attribute("Include")!.Value, item => item.Element(Build + "HintPath")!.Value);

    /// <summary>The package that brings a referenced assembly; null for one that the repository builds.</summary>
    public (string Id, string Version)? PackageOf(string assembly) => References.TryGetValue(assembly, out string? hint)
        ? Packages.Where(package => hint.Contains($@"\{package.Key}.{package.Value}\", StringComparison.Ordinal)).Select(package => (package.Key, package.Value)).Single()
        : null;

    /// <summary>Full paths of the referenced projects.</summary>
    public IReadOnlyList<string> ProjectReferences =>
        Items("ProjectReference").Select(item => Full(item.Attribute("Include")!.Value)).ToList();

    /// <summary>Id and version of each package of packages.config.</summary>
    public IReadOnlyDictionary<string, string> Packages =>
        XDocument.Load(System.IO.Path.Combine(_folder, "packages.config")).Root!.Elements("package")
            .ToDictionary(package => package.Attribute("id")!.Value, package => package.Attribute("version")!.Value);

    /// <summary>The value of a property; null when it is not set.</summary>
    public string? Property(string name) => _project.Elements(Build + "PropertyGroup").Elements(Build + name).FirstOrDefault()?.Value;

    public override string ToString() => _boardName is null ? AssemblyName : $"{AssemblyName} on {_boardName}";

    private IEnumerable<XElement> Items(string name)
    {
        IEnumerable<XElement> own = _project.Elements(Build + "ItemGroup").Elements(Build + name);
        return _board is null ? own : own.Concat(_board.Elements(Build + "ItemGroup").Elements(Build + name));
    }

    private string Full(string include) => System.IO.Path.GetFullPath(System.IO.Path.Combine(_folder, include.Replace('\\', '/')));
}
