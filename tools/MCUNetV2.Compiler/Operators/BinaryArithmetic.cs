using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;

namespace MCUNetV2.Compiler.Operators;

/// <summary>ADD, SUB or MUL of two quantised values: the constants that the device needs, and the result for constant operands.</summary>
internal abstract record BinaryArithmetic(OperatorKind Kind)
{
    private const int LeftShift = 20;

    public abstract Constants Constants { get; }

    /// <summary>The result, before the zero point and the clamp, of two values less their zero points.</summary>
    public abstract int Apply(int x0, int x1);

    public static BinaryArithmetic Of(OperatorKind kind, float scale0, float scale1, float output, Func<string, Exception> refuse) => kind switch
    {
        OperatorKind.Add => Sum(kind, 2.0 * Math.Max(scale0, scale1), scale0, scale1, output, refuse),
        OperatorKind.Sub => Difference(kind, 2 * Math.Max(scale0, scale1), scale0, scale1, output, refuse),
        _ => new ProductOf(Quantized.Multiplier((double)scale0 * scale1 / output, refuse)),
    };

    /// <summary>TFLite derives ADD's factors in double precision.</summary>
    private static SumOf Sum(OperatorKind kind, double twice, float scale0, float scale1, float output, Func<string, Exception> refuse) => new(
        kind,
        Quantized.MultiplierBelowOne(scale0 / twice, refuse),
        Quantized.MultiplierBelowOne(scale1 / twice, refuse),
        Quantized.MultiplierBelowOne(twice / ((1 << LeftShift) * (double)output), refuse));

    /// <summary>TFLite derives SUB's factors in single precision.</summary>
    private static SumOf Difference(OperatorKind kind, float twice, float scale0, float scale1, float output, Func<string, Exception> refuse) => new(
        kind,
        Quantized.MultiplierBelowOne(scale0 / twice, refuse),
        Quantized.MultiplierBelowOne(scale1 / twice, refuse),
        Quantized.MultiplierBelowOne(twice / ((1 << LeftShift) * output), refuse));

    private sealed record SumOf(OperatorKind Kind, QuantizedMultiplier Factor0, QuantizedMultiplier Factor1, QuantizedMultiplier Result)
        : BinaryArithmetic(Kind)
    {
        public override Constants Constants => new AddConstants(
            LeftShift, Factor0.Multiplier, Factor0.Shift, Factor1.Multiplier, Factor1.Shift, Result.Multiplier, Result.Shift);

        public override int Apply(int x0, int x1)
        {
            var (first, second) = (Factor0.Apply(x0 << LeftShift), Factor1.Apply(x1 << LeftShift));
            return Result.Apply(Kind == OperatorKind.Add ? first + second : first - second);
        }
    }

    private sealed record ProductOf(QuantizedMultiplier Factor) : BinaryArithmetic(OperatorKind.Mul)
    {
        public override Constants Constants => new MulConstants(Factor.Multiplier, Factor.Shift);

        public override int Apply(int x0, int x1) => Factor.Apply(x0 * x1);
    }
}
