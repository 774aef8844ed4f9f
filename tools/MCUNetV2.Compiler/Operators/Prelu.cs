// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>PRELU: a slope for negative values, usually one a channel.</summary>
internal sealed class Prelu() : BinaryOperator(OperatorKind.Prelu)
{
    public static SourceOperator Source { get; } =
        new(context => Import(context, OperatorKind.Prelu, TfLiteActivation.NONE, Arithmetic, commutes: false), BuiltinOperator.PRELU);

    private static PreluArithmetic Arithmetic(float scale, float slope, float output, Func<string, Exception> refuse) =>
        new(Quantized.Multiplier((double)scale / output, refuse), Quantized.Multiplier((double)scale * slope / output, refuse));

    private sealed record PreluArithmetic(QuantizedMultiplier Identity, QuantizedMultiplier Slope) : BinaryArithmetic
    {
        public override Constants Constants => new PreluConstants(Identity.Multiplier, Identity.Shift, Slope.Multiplier, Slope.Shift);

        public override int Apply(int x0, int x1) => x0 >= 0 ? Identity.Apply(x0) : Slope.Apply(x0 * x1);
    }
}

/// <summary>PRELU's: the factor of values from zero on, and that of the product of others with their slope.</summary>
internal sealed record PreluConstants(int Multiplier, int Shift, int SlopeMultiplier, int SlopeShift) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer().Add<int>([Multiplier, Shift, SlopeMultiplier, SlopeShift]).ToArray();
}
