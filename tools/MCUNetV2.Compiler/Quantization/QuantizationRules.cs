// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>What TFLite's int8 operators demand of the quantisation of their outputs.</summary>
internal static class QuantizationRules
{
    // Enough for everything between -1 and 1; what TFLite's TANH prescribes.
    private static readonly AffineParameters Signed = new(1f / 128, 0);

    /// <summary>The parameters that an operator's output must have; null when they are free.</summary>
    public static AffineParameters? Prescribed(FloatOperator step) => step switch
    {
        FloatSoftmax or FloatUnary { Function: UnaryKind.Logistic } => AffineParameters.Probability,
        FloatUnary { Function: UnaryKind.Tanh } => Signed,
        _ => null,
    };

    /// <summary>The inputs whose parameters the output shares, since the operator passes bytes on as they are.</summary>
    public static IEnumerable<int> TiedInputs(FloatOperator step) => step switch
    {
        FloatPad or FloatPool or FloatReshape or FloatTranspose or FloatSlice or FloatResize or FloatBlocks => step.Inputs.Take(1),
        FloatReduction { Function: ReductionKind.Maximum or ReductionKind.Minimum } => step.Inputs,
        FloatConcatenation => step.Inputs,
        FloatBinary { Function: BinaryKind.Maximum or BinaryKind.Minimum } => step.Inputs,
        _ => [],
    };

    /// <summary>Whether the int8 kernel takes any parameters for its output, whatever those of its inputs.</summary>
    public static bool IsFree(FloatOperator step) => Prescribed(step) is null && !TiedInputs(step).Any();
}
