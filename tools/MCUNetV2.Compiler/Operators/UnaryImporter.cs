using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>int8 functions of one value become tables, filled by the arithmetic of TFLite's reference kernels.</summary>
internal static class UnaryImporter
{
    private const int LogisticIntegerBits = 4;

    /// <summary>QUANTIZE from int8 (or uint8, read as int8) to int8: another scale and zero point.</summary>
    public static Value Requantize(OperatorContext context) =>
        Requantize(context, Quantized.Activation(context.Output, context.Refuse));

    /// <summary>QUANTIZE from int8 to uint8, as the int8 values that are 128 less.</summary>
    public static Value RequantizeToUInt8(OperatorContext context)
    {
        var (scale, zeroPoint) = Quantized.PerTensor(context.Output, byte.MinValue, byte.MaxValue, context.Refuse);
        return Requantize(context, (scale, zeroPoint + sbyte.MinValue));
    }

    /// <summary>RELU and its relatives, rescaling as TFLite does (its micro variant of RELU6 expects equal quantisations, where both agree).</summary>
    public static Value Clamp(OperatorContext context, TfLiteActivation activation)
    {
        var (input, from, to) = Read(context);
        var multiplier = Quantized.Multiplier((double)(from.Scale / to.Scale), context.Refuse);
        var (min, max) = Quantized.Clamp(activation, to, context.Refuse);
        return LookupTable.Emit(
            context, input, LookupTable.Of(x => Math.Clamp(multiplier.Apply(x - from.ZeroPoint) + to.ZeroPoint, min, max)));
    }

    /// <summary>LOGISTIC: the output has zero point -128 and is read with scale 1/256.</summary>
    public static Value Logistic(OperatorContext context)
    {
        var (input, from, to) = Read(context);
        if (to.ZeroPoint != sbyte.MinValue)
        {
            throw context.Refuse($"has an output zero point of {to.ZeroPoint}; TFLite requires -128");
        }

        var multiplier = QuantizedMultiplier.FromReal(from.Scale * (double)(1 << (31 - LogisticIntegerBits)));
        if (multiplier.Shift < 0)
        {
            throw context.Refuse($"has an input scale of {from.Scale:g3}, too small");
        }

        var radius = (int)Math.Floor((double)((1L << LogisticIntegerBits) - 1) * (1L << (31 - LogisticIntegerBits)) / (1L << multiplier.Shift));
        return LookupTable.Emit(context, input, LookupTable.Of(x =>
        {
            var value = x - from.ZeroPoint;
            if (Math.Abs(value) >= radius)
            {
                return value < 0 || radius == 0 && value == 0 ? sbyte.MinValue : sbyte.MaxValue;
            }

            var real = Transcendental.Logistic(multiplier.Apply(value), LogisticIntegerBits);
            return FixedPoint.RoundingShiftRight(real, 31 - 8) + sbyte.MinValue;
        }));
    }

    private static Value Requantize(OperatorContext context, (float Scale, int ZeroPoint) to)
    {
        var input = context.Input(0);
        Shapes.Expect(context.Output, input.Shape, context.Refuse);
        var from = context.Graph[input.Tensor];
        var multiplier = Quantized.Multiplier((double)from.Scale / to.Scale, context.Refuse);
        return LookupTable.Emit(context, input, LookupTable.Of(x => multiplier.Apply(x - from.ZeroPoint) + to.ZeroPoint), to);
    }

    private static (Value Input, (float Scale, int ZeroPoint) From, (float Scale, int ZeroPoint) To) Read(OperatorContext context)
    {
        var input = context.Input(0);
        Shapes.Expect(context.Output, input.Shape, context.Refuse);
        var tensor = context.Graph[input.Tensor];
        return (input, (tensor.Scale, tensor.ZeroPoint), Quantized.Activation(context.Output, context.Refuse));
    }
}
