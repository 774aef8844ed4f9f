using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MCUNetV2.House.Tests;

/// <summary>What one C# file says of namespaces.</summary>
/// <param name="Path">Of the file, full.</param>
/// <param name="Namespace">That it declares; empty for top-level statements.</param>
/// <param name="Types">Outermost types that it declares.</param>
/// <param name="Usings">Namespaces that it imports.</param>
/// <param name="Names">Every simple name that stands alone or begins a qualified one.</param>
internal sealed record SourceFile(string Path, string Namespace, IReadOnlyList<string> Types, IReadOnlyList<string> Usings, IReadOnlySet<string> Names)
{
    /// <summary>Of every C# file below a folder, build output left out.</summary>
    public static IEnumerable<SourceFile> ReadAll(string folder) => Sources.Below(folder, "*.cs").Select(file => Parse(file, File.ReadAllText(file)));

    public static SourceFile Parse(string path, string text)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        BaseNamespaceDeclarationSyntax? declaration = root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
        return new SourceFile(
            path,
            declaration?.Name.ToString() ?? "",
            [.. root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(IsOutermost).Select(NameOf).OfType<string>()],
            [.. root.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(import => import.NamespaceOrType.ToString())],
            root.DescendantNodes().OfType<SimpleNameSyntax>().Where(StandsAlone).Select(name => name.Identifier.Text).ToHashSet());
    }

    private static bool IsOutermost(MemberDeclarationSyntax member) => member.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax;

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };

    private static bool StandsAlone(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name != name,
        QualifiedNameSyntax qualified => qualified.Right != name,
        _ => true,
    };
}
