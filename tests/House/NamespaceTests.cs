using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.House.Tests;

/// <summary>Namespaces of a project use each other in one direction; docs/ARCHITECTURE.md shows which.</summary>
public sealed class NamespaceTests
{
    private static readonly string[] Unmended = ["tools/MCUNetV2.Compiler"];

    public static TheoryData<string> Projects() =>
        [.. new[] { "tools", "firmware" }.SelectMany(folder => Directory.GetDirectories(Repository.Path(folder), "MCUNetV2.*").Select(project => $"{folder}/{Path.GetFileName(project)}")).Except(Unmended)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_of_a_project_have_no_circle(string project) => Graph(project).FindCircle().ShouldBeNull();

    /// <summary>The first part of a namespace below the project's, layer by layer: each uses only earlier layers, and itself.</summary>
    [Theory]
    [InlineData("tools/MCUNetV2.Compiler", "Arithmetic Format TfLite | Graph | Native Lowering | Operators | Backends Import | Planning | Packaging | Inspection | Quantization | Onnx")]
    [InlineData("tools/MCUNetV2.Cli", "Errors Packages Results Telemetry | Output Input | Targets Boards Programs Charts Pages | Options | Models | Verbs")]
    public void Layers_use_only_those_before_them(string project, string order)
    {
        string root = Path.GetFileName(project);
        string[][] layers = [.. order.Split(" | ").Select(layer => layer.Split(' '))];
        int LayerOf(string name) => Array.FindIndex(layers, layer => layer.Contains(PartOf(name)));
        string PartOf(string name) => name[(root.Length + 1)..].Split('.')[0];

        (string From, string To, string File)[] uses = [.. Graph(project).Uses.Where(use => use.From.StartsWith(root + '.') && use.To.StartsWith(root + '.'))];

        uses.SelectMany(use => new[] { use.From, use.To }).Where(name => LayerOf(name) < 0).ShouldBeEmpty("a namespace is in no layer of this test and of docs/ARCHITECTURE.md");
        uses.Where(use => PartOf(use.From) != PartOf(use.To) && LayerOf(use.To) >= LayerOf(use.From)).ShouldBeEmpty();
    }

    [Fact]
    public void Verbs_use_no_other_verb()
    {
        const string Verbs = "MCUNetV2.Cli.Verbs.";
        Graph("tools/MCUNetV2.Cli").Uses.Where(use => use.From.StartsWith(Verbs) && use.To.StartsWith(Verbs)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("namespace P.A; class X { }", "using P.A; namespace P.B; class Y : X { }", null)]
    [InlineData("using P.B; namespace P.A; class X { }", "using P.A; namespace P.B; class Y : X { }", "P.A -> P.B (0.cs) -> P.A (1.cs)")]
    [InlineData("using P.B; namespace P; class X { }", "namespace P.B; class Y { X x; }", "P -> P.B (0.cs) -> P (1.cs)")]
    [InlineData("using P.B; namespace P; class X { }", "namespace P.B; class Y { int M() => Z.X; }", null)]
    public void A_planted_circle_is_found(string first, string second, string? circle) =>
        NamespaceGraph.Of(new[] { first, second }.Select((text, index) => SourceFile.Parse($"{index}.cs", text))).FindCircle().ShouldBe(circle);

    private static NamespaceGraph Graph(string project) => NamespaceGraph.Of(SourceFile.ReadAll(Repository.Path(project)));
}
