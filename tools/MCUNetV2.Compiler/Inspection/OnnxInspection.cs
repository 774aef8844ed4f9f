// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Onnx.Operators;

namespace MCUNetV2.Compiler.Inspection;

/// <summary>Operators of one kind in an ONNX file.</summary>
/// <param name="Folded">Those that do not depend on the picture and are computed beforehand.</param>
/// <param name="Blocker">What keeps <c>quantize</c> from reading the others; null where nothing does.</param>
public sealed record OnnxKind(string Kind, int Count, int Folded, string? Blocker);

/// <summary>What an ONNX file holds, and all that keeps <c>quantize</c> from reading it, where an import ends at the first.</summary>
/// <param name="Parameters">Elements of all constants.</param>
/// <param name="InputBlocker">What is wrong with its inputs; null where nothing is.</param>
/// <param name="Kinds">By falling count.</param>
public sealed record OnnxInspection(OnnxModel Model, long Parameters, string? InputBlocker, ImmutableArray<OnnxKind> Kinds)
{
    /// <summary>Whether limits of parameters, and memory, are all that may still be in the way.</summary>
    public bool IsReadable => InputBlocker is null && Kinds.All(kind => kind.Blocker is null);

    public static OnnxInspection Of(OnnxModel model)
    {
        HashSet<OnnxNode> folded = [.. OnnxFolding.Nodes(model)];
        ImmutableArray<OnnxKind> kinds =
        [
            .. model.Nodes.GroupBy(node => node.Kind).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => new OnnxKind(
                group.Key,
                group.Count(),
                group.Count(folded.Contains),
                group.Where(node => !folded.Contains(node)).Select(OnnxOperators.Reason).FirstOrDefault(reason => reason is not null))),
        ];
        return new OnnxInspection(model, model.Constants.Values.Sum(constant => (long)constant.Count), InputBlockerOf(model), kinds);
    }

    private static string? InputBlockerOf(OnnxModel model)
    {
        try
        {
            OnnxImporter.Input(model, null);
            return null;
        }
        catch (UnsupportedModelException exception)
        {
            return exception.Message;
        }
    }
}
