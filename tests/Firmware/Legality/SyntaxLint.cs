// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>
/// Looks through sources for what nanoFramework v1 cannot compile or run, and names file and line. It sees what the compiler folds away
/// before the assembly is written (constants in checked, unsafe without pointers), and needs no library to resolve a name.
/// </summary>
internal static class SyntaxLint
{
    private static readonly Dictionary<SyntaxKind, LintRule> Rules = new()
    {
        [SyntaxKind.TypeParameterList] = LintRule.Generic,
        [SyntaxKind.GenericName] = LintRule.Generic, // Func<>, Action<> and collections too
        [SyntaxKind.UnsafeKeyword] = LintRule.Pointer,
        [SyntaxKind.FixedKeyword] = LintRule.Pointer,
        [SyntaxKind.PointerType] = LintRule.Pointer,
        [SyntaxKind.FunctionPointerType] = LintRule.Pointer,
        [SyntaxKind.StackAllocKeyword] = LintRule.StackAllocation,
        [SyntaxKind.CheckedKeyword] = LintRule.Checked,
        [SyntaxKind.QueryExpression] = LintRule.Query,
        [SyntaxKind.YieldReturnStatement] = LintRule.Iterator,
        [SyntaxKind.YieldBreakStatement] = LintRule.Iterator,
        [SyntaxKind.AsyncKeyword] = LintRule.Async,
        [SyntaxKind.AwaitExpression] = LintRule.Async,
        [SyntaxKind.RecordDeclaration] = LintRule.Record,
        [SyntaxKind.IndexExpression] = LintRule.Range,
        [SyntaxKind.RangeExpression] = LintRule.Range,
        [SyntaxKind.NullableType] = LintRule.Nullable,
        [SyntaxKind.TupleType] = LintRule.Tuple,
        [SyntaxKind.TupleExpression] = LintRule.Tuple,
    };

    /// <summary>Everything found in the sources of a compilation, which need not be free of errors.</summary>
    public static IReadOnlyList<LintFinding> Check(CSharpCompilation compilation) =>
    [
        .. from tree in compilation.SyntaxTrees
           from part in tree.GetRoot().DescendantNodesAndTokens()
           let rule = RuleFor(part)
           where rule is not null
           select new LintFinding(rule.Value, Where(tree, part)),
    ];

    private static LintRule? RuleFor(SyntaxNodeOrToken part) =>
        Rules.TryGetValue(part.Kind(), out LintRule rule) ? rule : part.AsNode() switch
        {
            ArrayRankSpecifierSyntax { Rank: > 1 } => LintRule.MultidimensionalArray,
            ImplicitArrayCreationExpressionSyntax { Commas.Count: > 0 } => LintRule.MultidimensionalArray,
            BlockSyntax or ArrowExpressionClauseSyntax when IsInstanceMemberOfInterface(part.Parent!) => LintRule.DefaultInterfaceMember,
            _ => null,
        };

    /// <summary>Whether a body's owner, a member or its accessor, belongs to the instances of an interface.</summary>
    private static bool IsInstanceMemberOfInterface(SyntaxNode owner)
    {
        SyntaxNode? member = owner is AccessorDeclarationSyntax ? owner.Parent!.Parent : owner;
        return member is MemberDeclarationSyntax { Parent: InterfaceDeclarationSyntax } declaration
            && !declaration.Modifiers.Any(SyntaxKind.StaticKeyword);
    }

    private static string Where(SyntaxTree tree, SyntaxNodeOrToken part)
    {
        int line = tree.GetLineSpan(part.Span).StartLinePosition.Line + 1;
        return $"{tree.FilePath}:{line}: {part.ToString().Split('\n')[0].Trim()}";
    }
}
