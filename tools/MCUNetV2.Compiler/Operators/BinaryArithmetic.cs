// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Operators;

/// <summary>What a binary operator does to two quantised values: the constants that the device needs, and the result for constant operands.</summary>
internal abstract record BinaryArithmetic
{
    public abstract Constants? Constants { get; }

    /// <summary>The result, before the zero point and the clamp, of two values less their zero points.</summary>
    public abstract int Apply(int x0, int x1);
}

/// <summary>ADD and SUB: both operands are brought to a common scale with <see cref="LeftShift"/> more bits.</summary>
internal sealed record SumArithmetic(bool Subtracts, QuantizedMultiplier Factor0, QuantizedMultiplier Factor1, QuantizedMultiplier Result)
    : BinaryArithmetic
{
    public const int LeftShift = 20;

    public override Constants Constants =>
        new AddConstants(LeftShift, Factor0.Multiplier, Factor0.Shift, Factor1.Multiplier, Factor1.Shift, Result.Multiplier, Result.Shift);

    public override int Apply(int x0, int x1)
    {
        (int first, int second) = (Factor0.Apply(x0 << LeftShift), Factor1.Apply(x1 << LeftShift));
        return Result.Apply(Subtracts ? first - second : first + second);
    }
}

/// <summary>MUL.</summary>
internal sealed record ProductArithmetic(QuantizedMultiplier Factor) : BinaryArithmetic
{
    public override Constants Constants => new MulConstants(Factor.Multiplier, Factor.Shift);

    public override int Apply(int x0, int x1) => Factor.Apply(x0 * x1);
}
