// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary>One operator of a model that does not run.</summary>
/// <param name="OutputShape">As the model declares it.</param>
/// <param name="Type">Of its output: int8, float32, ...</param>
/// <param name="Blocker">What keeps the model from running; null where this operator is none.</param>
internal sealed record BlockedOperator(int Index, string Name, ImmutableArray<int> OutputShape, string Type, string? Blocker);

/// <summary>What <c>inspect</c> says of a .tflite that does not run: all that is in the way, and the next step.</summary>
/// <param name="Refusal">Why it is refused.</param>
/// <param name="Blockers">Of every operator; empty where only a parameter's limit is in the way, which <paramref name="Refusal"/> names.</param>
/// <param name="Next">The next command; null where none helps.</param>
internal sealed record BlockedReport(string Model, long FileBytes, string Refusal, ImmutableArray<Blocker> Blockers, string? Next, ImmutableArray<BlockedOperator> Operators)
{
    /// <param name="path">The file, as named.</param>
    /// <param name="refusal">Why it was refused.</param>
    public static BlockedReport Create(string path, int bytes, TfLiteModel model, string refusal)
    {
        ImmutableArray<Blocker> blockers = Compiler.Inspection.Blockers.Of(model);
        bool isFloat = blockers.Length > 0 && blockers.All(blocker => blocker.Needed.StartsWith("mcunet quantize", StringComparison.Ordinal));
        return new BlockedReport(
            Path.GetFileNameWithoutExtension(path),
            bytes,
            refusal,
            blockers,
            isFloat ? $"mcunet quantize {path} --calibrate PICTURES -o int8.tflite" : null,
            [.. model.Main.Operators.Select((source, index) => Describe(model.Main, source, index, blockers))]);
    }

    private static BlockedOperator Describe(TfLiteSubgraph graph, TfLiteOperator source, int index, ImmutableArray<Blocker> blockers)
    {
        TfLiteTensor? output = source.Outputs.IsEmpty ? null : graph.Tensors[source.Outputs[0]];
        string? blocker = blockers.FirstOrDefault(candidate => candidate.Operator == index)?.Reason;
        return new BlockedOperator(index, source.Name, output?.Shape ?? [], output?.Type.ToString().ToLowerInvariant() ?? "", blocker);
    }
}
