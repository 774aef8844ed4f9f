// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>
/// ELU, EXP, LOG and SQRT: tables that TFLite, too, computes in single precision. It stops at the root of a negative number; here that is the
/// root of 0.
/// </summary>
internal static class RealTables
{
    public static SourceOperator Elu { get; } = Of(BuiltinOperator.ELU, (x, _) => x < 0 ? MathF.Exp(x) - 1 : x);

    public static SourceOperator Exp { get; } = Of(BuiltinOperator.EXP, (x, _) => MathF.Exp(x));

    /// <summary>Where there is no logarithm, the least value that the output can have.</summary>
    public static SourceOperator Log { get; } =
        Of(BuiltinOperator.LOG, (x, to) => x <= 0 ? (sbyte.MinValue - to.ZeroPoint) * to.Scale : MathF.Log(x));

    /// <summary>Quotient and root are cut off, not rounded.</summary>
    public static SourceOperator Sqrt { get; } = new(
        context =>
        {
            (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);
            return LookupTable.Emit(context, input, LookupTable.Of(
                x => (int)(MathF.Sqrt(Math.Max(0, from.Scale * (x - from.ZeroPoint))) / to.Scale) + to.ZeroPoint));
        },
        BuiltinOperator.SQRT);

    private static SourceOperator Of(BuiltinOperator code, Func<float, (float Scale, int ZeroPoint), float> function) => new(
        context =>
        {
            (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);
            return LookupTable.Emit(context, input, LookupTable.OfReal(from, to, x => function(x, to)));
        },
        code);
}
