// SPDX-License-Identifier: MIT
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.House.Tests;

/// <summary>Every source says its licence in its first lines; generated ones say what writes them.</summary>
public sealed class LicenceTests
{
    private const string Identifier = "SPDX-License-Identifier: MIT";
    private const int FirstLines = 3;

    private static readonly string[] Folders = ["firmware", "native-interop", "tests", "tools"];
    private static readonly string[] Kinds = ["*.cs", "*.js", "*.c", "*.h", "*.S", "*.ld", "*.def", "*.cpp", "*.cmake", "*.sh"];

    [Fact]
    public void Every_source_says_its_licence() =>
        Folders.SelectMany(folder => Kinds.SelectMany(kind => Sources.Below(Repository.Path(folder), kind)))
            .Where(file => !file.Contains("/MCUNetV2.DevicePackages/Surface/", StringComparison.Ordinal) && !Says(File.ReadLines(file).Take(FirstLines)))
            .Select(file => Path.GetRelativePath(Repository.Path("."), file)).ShouldBeEmpty();

    [Fact]
    public void The_licence_is_there() => File.ReadAllText(Repository.Path("LICENSE")).ShouldContain("the MCUNetV2.Device authors");

    private static bool Says(IEnumerable<string> lines) =>
        lines.Any(line => line.Contains(Identifier, StringComparison.Ordinal) || line.Contains("auto-generated", StringComparison.Ordinal) || line.Contains("written by tools/", StringComparison.Ordinal));
}
