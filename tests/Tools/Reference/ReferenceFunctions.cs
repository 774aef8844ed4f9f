// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>int8 functions of one value, one value at a time.</summary>
internal static class ReferenceFunctions
{
    public static void Run(TfLiteOperator @operator, ReferenceTensor input, ReferenceTensor output)
    {
        for (int i = 0; i < output.Values.Length; i++)
        {
            output.Values[i] = Math.Clamp(Of(@operator, input.Values[i] - input.ZeroPoint, input, output), -128, 127);
        }
    }

    private static int Of(TfLiteOperator @operator, int x, ReferenceTensor input, ReferenceTensor output)
    {
        (float from, float to) = ((float)input.Scale, (float)output.Scale);
        float real = from * x;
        return @operator.Code switch
        {
            BuiltinOperator.LEAKY_RELU => output.ZeroPoint + Leaky(x, from, ((LeakyReluOptions)@operator.Options!).Alpha, to),
            BuiltinOperator.HARD_SWISH => HardSwish(x, from, to) + output.ZeroPoint,
            BuiltinOperator.TANH => ReferenceSoftmax.Tanh(x, input.Scale),
            BuiltinOperator.ABS => (from == to ? Math.Abs(x) : Rounding.Apply(Math.Abs(x), Rounding.Quantize(from / to))) + output.ZeroPoint,
            BuiltinOperator.SQRT => (x < 0 ? 0 : (int)(MathF.Sqrt(real) / to)) + output.ZeroPoint,
            BuiltinOperator.RSQRT => x <= 0 ? 127 : RootReciprocal(x, from, to) + output.ZeroPoint,
            BuiltinOperator.ELU => Real(real < 0 ? MathF.Exp(real) - 1f : real, output),
            BuiltinOperator.GELU => Real(((GeluOptions)@operator.Options!).Approximate ? GeluByTanh(real) : Gelu(real), output),
            BuiltinOperator.EXP => Real(MathF.Exp(real), output),
            BuiltinOperator.LOG => real <= 0 ? -128 : Real(MathF.Log(real), output),
            _ => throw new NotSupportedException(@operator.Name),
        };
    }

    private static int Leaky(int x, float from, float alpha, float to) => x >= 0
        ? Rounding.Apply(x, Rounding.Quantize(from / to))
        : Math.Sign(alpha) * Rounding.Apply(x, Rounding.Quantize(Math.Abs(from * alpha / to)));

    private static float GeluByTanh(float x) => 0.5f * x * (1f + MathF.Tanh((float)Math.Sqrt(2 / Math.PI) * (x + (0.044715f * x * x * x))));

    /// <summary>With the normal distribution's integral from minus infinity, by Simpson's rule from the nearer of its tail and its middle.</summary>
    private static float Gelu(float x)
    {
        const int Steps = 400;
        const double Tail = 6;
        float z = Math.Abs(x * (float)Math.Sqrt(0.5));
        (float from, double to) = z < 1 ? (0, z) : (z, z + Tail);
        double h = (to - from) / Steps;
        double sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double t = from + (i * h);
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-t * t);
        }

        double integral = sum * h / 3 * 2 / Math.Sqrt(Math.PI);
        double complement = z < 1 ? 1 - integral : integral;
        return 0.5f * x * (float)(x > 0 ? 2 - complement : complement);
    }

    private static int Real(float value, ReferenceTensor output)
    {
        float steps = MathF.Round(value * (1f / (float)output.Scale), MidpointRounding.AwayFromZero) + output.ZeroPoint;
        return (int)Math.Clamp(steps, -1000f, 1000f);
    }

    /// <summary>x relu6(x + 3) / 6 in 16 bits: the input with 7 more bits, its gate with 15 bits after the point.</summary>
    private static int HardSwish(int x, float from, float to)
    {
        float fine = 1f / 128f * from;
        (int outputFactor, int outputShift) = Half(Rounding.Quantize(fine / to));
        (int gateFactor, int gateShift) = Half(Rounding.Quantize(fine / (3f / 32768f)));
        int wide = x * 128;
        int gate = gateShift > 0 ? Saturate(wide * Math.Pow(2, gateShift - 1)) : wide;
        gate = High(gate, gateFactor);
        gate = gateShift > 0 ? Saturate(2.0 * gate) : Rounding.RoundingShift(gate, -gateShift);
        gate = (int)Math.Floor((gate + 32768) / 2.0);
        int product = (int)Math.Truncate(gate * (double)High(wide, outputFactor) / 32768);
        return Rounding.RoundingShift(Math.Min(product, 32767), -outputShift);

        static (int, int) Half((int Multiplier, int Shift) factor) => ((int)Math.Min(Math.Floor((factor.Multiplier / 65536.0) + 0.5), 32767), factor.Shift);
        static int Saturate(double value) => (int)Math.Clamp(value, short.MinValue, short.MaxValue);
        static int High(int a, int b) => (int)Math.Min(Math.Floor((a * (double)b / 32768) + 0.5), 32767);
    }

    /// <summary>1 / sqrt of a whole number, by Newton's method in 28 bits after the point, requantised.</summary>
    private static int RootReciprocal(int x, float from, float to)
    {
        (int multiplier, int shift) = (int.MaxValue, 0);
        if (x > 1)
        {
            // x = m * 4^k with m in [2^27, 2^29)
            (int m, int k) = (x, 0);
            for (; m < 1 << 27; k++)
            {
                m *= 4;
            }

            (int value, int root) = (m >> 1, 1 << 28);
            int half = Rounding.RoundingShift(value, 1);
            for (int i = 0; i < 5; i++)
            {
                int cube = Rounding.SaturatingShift(Rounding.HighMultiply(Rounding.HighMultiply(root, root), root), 6);
                root = Rounding.SaturatingShift(Rounding.HighMultiply(402653184, root) - Rounding.HighMultiply(half, cube), 3);
            }

            (multiplier, shift) = (Rounding.HighMultiply(root, 1518500250), k - 11);
            if (shift > 0)
            {
                (multiplier, shift) = (multiplier << shift, 0);
            }
        }

        (int factor, int factorShift) = Rounding.Quantize(1.0 / (MathF.Sqrt(from) * to));
        return Rounding.Apply(Rounding.Apply(1, (multiplier, shift + 20)), (factor, factorShift - 20));
    }
}
