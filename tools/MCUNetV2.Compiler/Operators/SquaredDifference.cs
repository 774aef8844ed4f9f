// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>SQUARED_DIFFERENCE, on a common scale of fewer bits than ADD's, so that the square fits.</summary>
internal sealed class SquaredDifference() : BinaryOperator(OperatorKind.SquaredDifference)
{
    /// <summary>Bits that the operands get on the common scale.</summary>
    public const int LeftShift = 7;

    public static SourceOperator Source { get; } =
        new(context => Import(context, OperatorKind.SquaredDifference, TfLiteActivation.NONE, Arithmetic), BuiltinOperator.SQUARED_DIFFERENCE);

    private static SquareArithmetic Arithmetic(float scale0, float scale1, float output, Func<string, Exception> refuse)
    {
        double twice = 2.0 * Math.Max(scale0, scale1);
        return new SquareArithmetic(
            Quantized.MultiplierBelowOne(scale0 / twice, refuse),
            Quantized.MultiplierBelowOne(scale1 / twice, refuse),
            Quantized.Multiplier(twice * twice / (double)((1 << (2 * LeftShift)) * output), refuse));
    }

    private sealed record SquareArithmetic(QuantizedMultiplier Factor0, QuantizedMultiplier Factor1, QuantizedMultiplier Result) : BinaryArithmetic
    {
        public override Constants Constants => new SquaredDifferenceConstants(Factor0, Factor1, Result);

        public override int Apply(int x0, int x1)
        {
            int difference = Factor0.Apply(x0 << LeftShift) - Factor1.Apply(x1 << LeftShift);
            return Result.Apply(difference * difference);
        }
    }
}

/// <summary>SQUARED_DIFFERENCE's: the factors to the common scale and from its square to the output.</summary>
internal sealed record SquaredDifferenceConstants(QuantizedMultiplier Factor0, QuantizedMultiplier Factor1, QuantizedMultiplier Result) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer()
        .Add<int>([SquaredDifference.LeftShift, Factor0.Multiplier, Factor0.Shift, Factor1.Multiplier, Factor1.Shift, Result.Multiplier, Result.Shift, 0]).ToArray();
}
