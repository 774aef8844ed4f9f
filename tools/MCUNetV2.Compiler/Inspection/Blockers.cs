// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Import.Passes;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Inspection;

/// <summary>Why an operator of a source model keeps it from running.</summary>
/// <param name="Operator">Its number in the model.</param>
/// <param name="Name">TFLite's.</param>
/// <param name="Reason">What is in the way.</param>
/// <param name="Needed">What would help.</param>
public sealed record Blocker(int Operator, string Name, string Reason, string Needed);

/// <summary>All that blocks a model at once, where an import ends at the first.</summary>
public static class Blockers
{
    /// <summary>What NPUs' compilers leave of a model: Arm's Vela, Google's Edge TPU, NXP's Neutron, ST's and others' have names of their own.</summary>
    private static readonly string[] NpuOperators = ["ethos-u", "edgetpu-custom-op", "neutron", "vsi-npu", "akida", "cortex_m_npu"];

    /// <summary>TFLite's operators that run, by name, sorted.</summary>
    public static ImmutableArray<string> SupportedOperators { get; } =
        [.. OperatorClasses.Sources.SelectMany(source => source.Codes).Concat(ConstantFolding.Codes).Concat(DilatedConvolutions.Codes).Select(code => code.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>At most one an operator: kinds that are not known, and types other than int8. Limits of parameters are found by importing.</summary>
    public static ImmutableArray<Blocker> Of(TfLiteModel model)
    {
        (TfLiteSubgraph network, ImmutableArray<Blocker> blocked) = WithoutPostProcess(model.Main);
        TfLiteSubgraph graph = DilatedConvolutions.Run(ConstantFolding.Run(network));
        return [.. blocked, .. graph.Operators.Select((source, index) => source.Outputs.IsEmpty || source.Outputs.Any(o => graph.Tensors[o].IsConstant) ? null : Find(graph, source, index)).OfType<Blocker>()];
    }

    /// <summary>The model without the operator that becomes its head, or why it cannot.</summary>
    private static (TfLiteSubgraph Network, ImmutableArray<Blocker> Blocked) WithoutPostProcess(TfLiteSubgraph model)
    {
        try
        {
            return (DetectionPostProcess.TakeOff(model).Network, []);
        }
        catch (UnsupportedModelException e)
        {
            int index = model.Operators.ToList().FindIndex(DetectionPostProcess.Is);
            return (model with { Operators = model.Operators.RemoveAt(index), Outputs = [] }, [new Blocker(index, model.Operators[index].Name, e.Message, "an export without it, and a head file (models/heads)")]);
        }
    }

    private static Blocker? Find(TfLiteSubgraph graph, TfLiteOperator source, int index)
    {
        if (source.Code == BuiltinOperator.CUSTOM && NpuOperators.Any(name => source.CustomCode.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            return new Blocker(index, source.Name, "is compiled for an NPU", "the .tflite from before the NPU's compiler");
        }

        if (OperatorClasses.SourceOf(source.Code) is null)
        {
            return new Blocker(index, source.Name, "is not among the operators that run", "an operator class (docs/ADDING.md), or a model without it");
        }

        if (source.Code is BuiltinOperator.QUANTIZE or BuiltinOperator.DEQUANTIZE)
        {
            return null; // ends of a body that is int8
        }

        return source.Inputs.Take(2).Concat(source.Outputs).Where(tensor => tensor >= 0).Select(tensor => Needed(graph.Tensors[tensor].Type, source.Code)).FirstOrDefault(needed => needed.Needed is not null) is { Needed: { } needed } type
            ? new Blocker(index, source.Name, $"computes in {type.Name}", needed)
            : null;
    }

    private static (string Name, string? Needed) Needed(TfLiteType type, BuiltinOperator code) => type switch
    {
        TfLiteType.FLOAT32 or TfLiteType.FLOAT16 => (type.ToString().ToLowerInvariant(), "mcunet quantize, with pictures to calibrate by"),
        TfLiteType.INT16 => ("int16", "an export with int8 activations"),
        TfLiteType.UINT8 when !UInt8Conversion.IsAlike(code) => ("uint8", "an export with int8 weights and activations"),
        _ => ("", null),
    };
}
