// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

internal static class ReferenceElementwise
{
    public static void Binary(TfLiteOperator @operator, ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        (TfLiteActivation? activation, Func<int, int, int> combine) = (@operator.Code, @operator.Options) switch
        {
            (BuiltinOperator.ADD, var o) => ((o as AddOptions)?.Activation, Add(a, b, output)),
            (BuiltinOperator.SUB, var o) => ((o as SubOptions)?.Activation, Subtract(a, b, output)),
            (BuiltinOperator.DIV, var o) => ((o as DivOptions)?.Activation, Divide(a, b, output)),
            (BuiltinOperator.PRELU, _) => (null, Slope(a, b, output)),
            (BuiltinOperator.SQUARED_DIFFERENCE, _) => (null, Square(a, b, output)),
            (BuiltinOperator.MAXIMUM, _) => (null, (x, y) => Math.Max(x + a.ZeroPoint, y + b.ZeroPoint) - output.ZeroPoint),
            (BuiltinOperator.MINIMUM, _) => (null, (x, y) => Math.Min(x + a.ZeroPoint, y + b.ZeroPoint) - output.ZeroPoint),
            var (_, o) => ((o as MulOptions)?.Activation, Multiply(a, b, output)),
        };
        (int min, int max) = Activations.Range(activation ?? TfLiteActivation.NONE, output);
        for (int i = 0; i < output.Values.Length; i++)
        {
            int x = a.Values[Source(i, output.Shape, a.Shape)] - a.ZeroPoint;
            int y = b.Values[Source(i, output.Shape, b.Shape)] - b.ZeroPoint;
            output.Values[i] = Math.Clamp(combine(x, y) + output.ZeroPoint, min, max);
        }
    }

    public static void Unary(BuiltinOperator code, ReferenceTensor input, ReferenceTensor output)
    {
        (int min, int max) = Activations.Range(
            code switch
            {
                BuiltinOperator.RELU => TfLiteActivation.RELU,
                BuiltinOperator.RELU6 => TfLiteActivation.RELU6,
                BuiltinOperator.RELU_N1_TO_1 or BuiltinOperator.RELU_0_TO_1 => TfLiteActivation.RELU_N1_TO_1,
                _ => TfLiteActivation.NONE,
            },
            output);

        min = code == BuiltinOperator.RELU_0_TO_1 ? Math.Max(-128, output.ZeroPoint) : min;

        // QUANTIZE divides the scales in double precision, the activations in single.
        double ratio = code == BuiltinOperator.QUANTIZE ? input.Scale / output.Scale : (double)((float)input.Scale / (float)output.Scale);
        (int Multiplier, int Shift) factor = Rounding.Quantize(ratio);
        for (int i = 0; i < output.Values.Length; i++)
        {
            int value = input.Values[i] - input.ZeroPoint;
            output.Values[i] = code == BuiltinOperator.LOGISTIC
                ? ReferenceSoftmax.Logistic(value, input.Scale)
                : Math.Clamp(Rounding.Apply(value, factor) + output.ZeroPoint, min, max);
        }
    }

    private static Func<int, int, int> Add(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        double twice = 2 * Math.Max(a.Scale, b.Scale);
        ((int Multiplier, int Shift) fa, (int Multiplier, int Shift) fb) = (Rounding.Quantize(a.Scale / twice), Rounding.Quantize(b.Scale / twice));
        (int Multiplier, int Shift) result = Rounding.Quantize(twice / (1048576 * output.Scale));
        return (x, y) => Rounding.Apply(Rounding.Apply(x * 1048576, fa) + Rounding.Apply(y * 1048576, fb), result);
    }

    private static Func<int, int, int> Subtract(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        (float sa, float sb, float so) = ((float)a.Scale, (float)b.Scale, (float)output.Scale);
        float twice = 2 * MathF.Max(sa, sb);
        ((int Multiplier, int Shift) fa, (int Multiplier, int Shift) fb) = (Rounding.Quantize(sa / twice), Rounding.Quantize(sb / twice));
        (int Multiplier, int Shift) result = Rounding.Quantize(twice / (1048576f * so));
        return (x, y) => Rounding.Apply(Rounding.Apply(x * 1048576, fa) - Rounding.Apply(y * 1048576, fb), result);
    }

    private static Func<int, int, int> Slope(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        ((int Multiplier, int Shift) positive, (int Multiplier, int Shift) negative) = (Rounding.Quantize(a.Scale / output.Scale), Rounding.Quantize(a.Scale * b.Scale / output.Scale));
        return (x, y) => x >= 0 ? Rounding.Apply(x, positive) : Rounding.Apply(x * y, negative);
    }

    private static Func<int, int, int> Square(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        double twice = 2 * Math.Max(a.Scale, b.Scale);
        ((int Multiplier, int Shift) fa, (int Multiplier, int Shift) fb) = (Rounding.Quantize(a.Scale / twice), Rounding.Quantize(b.Scale / twice));
        (int Multiplier, int Shift) result = Rounding.Quantize(twice * twice / (16384 * output.Scale));
        return (x, y) => Rounding.Apply(x * 128, fa) - Rounding.Apply(y * 128, fb) is var difference
            ? Rounding.Apply(difference * difference, result)
            : 0;
    }

    /// <summary>As many bits as fit, times the reciprocal of the divisor's mantissa; what TFLite does not define is told by sign.</summary>
    private static Func<int, int, int> Divide(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        (int multiplier, int shift) = Rounding.Quantize((float)a.Scale / ((float)b.Scale * (float)output.Scale));
        return (x, y) =>
        {
            if (y == 0)
            {
                return Math.Sign(x) * 10000;
            }

            (int n, int d) = y < 0 ? (-x, -y) : (x, y);
            int free = 0;
            while (free < 31 && (long)n << (free + 1) is >= int.MinValue and <= int.MaxValue)
            {
                free++;
            }

            int exponent = (int)Math.Floor(Math.Log2(d));
            int mantissa = ReferenceSoftmax.Reciprocal((int)(((long)d << (31 - exponent)) - (1L << 31)));
            int quotient = Rounding.HighMultiply((int)((long)n << free), mantissa);
            int right = free + exponent - shift;
            return right > 31 ? 0 : Rounding.RoundingShift(Rounding.HighMultiply(quotient, multiplier), right);
        };
    }

    private static Func<int, int, int> Multiply(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        (int Multiplier, int Shift) factor = Rounding.Quantize(a.Scale * b.Scale / output.Scale);
        return (x, y) => Rounding.Apply(x * y, factor);
    }

    /// <summary>Index into a tensor that is repeated to the output's shape.</summary>
    private static int Source(int index, int[] shape, int[] repeated)
    {
        int source = 0;
        int stride = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            int position = index % shape[d];
            index /= shape[d];
            int r = d - (shape.Length - repeated.Length);
            if (r >= 0)
            {
                source += repeated[r] == 1 ? 0 : position * stride;
                stride *= repeated[r];
            }
        }

        return source;
    }
}
