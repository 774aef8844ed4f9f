// SPDX-License-Identifier: MIT
using System.Numerics;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>DIV by the divisor's reciprocal in fixed point; native-interop's div.c says what becomes of what TFLite has no answer to.</summary>
internal sealed class Div() : BinaryOperator(OperatorKind.Div)
{
    public static SourceOperator Source { get; } = new(
        context => Import(context, OperatorKind.Div, context.OptionsOr(new DivOptions()).Activation, Arithmetic, commutes: false), BuiltinOperator.DIV)
    {
        Detail = (_, op) => op.Options is DivOptions o ? SourceDetail.Activation(o.Activation) : "",
    };

    private static QuotientArithmetic Arithmetic(float scale0, float scale1, float output, Func<string, Exception> refuse) =>
        Quantized.Multiplier((double)(scale0 / (scale1 * output)), refuse) is { Shift: <= QuotientArithmetic.MaxShift } factor
            ? new QuotientArithmetic(factor)
            : throw refuse($"has scales whose ratio {scale0 / (scale1 * output):g3} TFLite does not take");

    private sealed record QuotientArithmetic(QuantizedMultiplier Factor) : BinaryArithmetic
    {
        /// <summary>A dividend of 9 bits leaves as many free to be shifted back.</summary>
        public const int MaxShift = 23;

        private const int BeyondAnyBound = 1024;

        public override Constants Constants => new DivConstants(Factor.Multiplier, Factor.Shift);

        public override int Apply(int x0, int x1)
        {
            if (x1 == 0)
            {
                return Math.Sign(x0) * BeyondAnyBound;
            }

            (int dividend, int divisor) = x1 < 0 ? (-x0, -x1) : (x0, x1);
            int headroom = dividend == 0 ? 31 : BitOperations.LeadingZeroCount((uint)(dividend < 0 ? (-2 * dividend) - 1 : 2 * dividend));
            int zeros = BitOperations.LeadingZeroCount((uint)divisor);
            int reciprocal = Transcendental.OneOverOnePlus((int)(((uint)divisor << zeros) & int.MaxValue));
            int quotient = FixedPoint.DoublingHighMultiply(unchecked(dividend << headroom), reciprocal);
            int right = headroom + (31 - zeros) - Factor.Shift;
            return right > 31 ? 0 : FixedPoint.RoundingShiftRight(FixedPoint.DoublingHighMultiply(quotient, Factor.Multiplier), right);
        }
    }
}

/// <summary>DIV's: the ratio of the scales.</summary>
internal sealed record DivConstants(int Multiplier, int Shift) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer().Add<int>([Multiplier, Shift]).ToArray();
}
