// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Networks;
using MCUNetV2.Tools.Tests.Reference;

namespace MCUNetV2.Tools.Tests.Operators;

/// <summary>
/// All that the tests have to know of an operator, in one file: what it computes, how random networks draw it, and how its constants lie. Found by
/// itself: a class beside this one is all that an operator takes. (Operators that were there before are spread over Reference and Networks.)
/// </summary>
internal abstract class OperatorCase
{
    /// <summary>Every one there is.</summary>
    public static ImmutableArray<OperatorCase> All { get; } =
    [
        .. typeof(OperatorCase).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OperatorCase))).OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (OperatorCase)Activator.CreateInstance(type)!),
    ];

    /// <summary>In TFLite.</summary>
    public abstract BuiltinOperator Code { get; }

    /// <summary>In a package.</summary>
    public abstract OperatorKind Kind { get; }

    /// <summary>Constants of several sizes, the same each time, whose bytes are hashed; none for a kind without.</summary>
    public virtual IEnumerable<Operator> Constants => [];

    /// <summary>Rows of layout, its number, kind and hash, as LayoutNumberTests asks for them: added, never changed.</summary>
    public virtual string Layouts => "";

    /// <summary>Fills the output's values in the plainest way, with nothing of the importer or the engine.</summary>
    public abstract void Compute(TfLiteOperator @operator, ReferenceTensor?[] inputs, ReferenceTensor output);

    /// <summary>Adds the operator, drawn by <paramref name="net"/>, to a random network.</summary>
    public abstract Feature Draw(NetworkSketch net, Feature x);
}
