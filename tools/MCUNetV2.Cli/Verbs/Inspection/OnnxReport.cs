// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Onnx;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary>What <c>inspect</c> says of an .onnx: it runs as the int8 model that quantize makes of it.</summary>
/// <param name="Inputs">Shapes as declared; a size of 0 is left open.</param>
/// <param name="Blockers">All that keeps quantize from reading it.</param>
/// <param name="Next">The next command; null where none helps.</param>
internal sealed record OnnxReport(
    string Model, long FileBytes, int Opset, ImmutableArray<OnnxInput> Inputs, ImmutableArray<string> Outputs, long Parameters,
    ImmutableArray<OnnxKind> Operators, ImmutableArray<string> Blockers, string? Next)
{
    /// <param name="path">The file, as named.</param>
    public static OnnxReport Create(string path, long bytes, OnnxInspection inspection)
    {
        OnnxModel model = inspection.Model;
        ImmutableArray<string> blockers =
        [
            .. inspection.Kinds.Where(kind => kind.Blocker is not null).Select(kind => $"{kind.Count - kind.Folded} x {kind.Kind} {kind.Blocker}"),
            .. inspection.InputBlocker is { } input ? [input] : Array.Empty<string>(),
        ];
        bool needsSize = model.Inputs is [{ IsFloat: true, Shape.Length: 4 } picture] && picture.Shape.Skip(1).Any(size => size < 1);
        string? next = inspection.Kinds.Any(kind => kind.Blocker is not null) || (inspection.InputBlocker is not null && !needsSize)
            ? null
            : $"mcunet quantize {path}{(needsSize ? " --size HEIGHTxWIDTH" : "")} --calibrate PICTURES -o int8.tflite";
        return new OnnxReport(
            Path.GetFileNameWithoutExtension(path), bytes, model.Opset, model.Inputs, model.Outputs, inspection.Parameters, inspection.Kinds, blockers, next);
    }
}
