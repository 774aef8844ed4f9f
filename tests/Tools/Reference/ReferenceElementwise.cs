// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

internal static class ReferenceElementwise
{
    public static void Binary(TfLiteOperator @operator, ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        var (activation, combine) = (@operator.Code, @operator.Options) switch
        {
            (BuiltinOperator.ADD, var o) => ((o as AddOptions)?.Activation, Add(a, b, output)),
            (BuiltinOperator.SUB, var o) => ((o as SubOptions)?.Activation, Subtract(a, b, output)),
            var (_, o) => ((o as MulOptions)?.Activation, Multiply(a, b, output)),
        };
        var (min, max) = Activations.Range(activation ?? TfLiteActivation.NONE, output);
        for (var i = 0; i < output.Values.Length; i++)
        {
            var x = a.Values[Source(i, output.Shape, a.Shape)] - a.ZeroPoint;
            var y = b.Values[Source(i, output.Shape, b.Shape)] - b.ZeroPoint;
            output.Values[i] = Math.Clamp(combine(x, y) + output.ZeroPoint, min, max);
        }
    }

    public static void Unary(BuiltinOperator code, ReferenceTensor input, ReferenceTensor output)
    {
        var (min, max) = Activations.Range(
            code switch
            {
                BuiltinOperator.RELU => TfLiteActivation.RELU,
                BuiltinOperator.RELU6 => TfLiteActivation.RELU6,
                BuiltinOperator.RELU_N1_TO_1 => TfLiteActivation.RELU_N1_TO_1,
                _ => TfLiteActivation.NONE,
            },
            output);

        // QUANTIZE divides the scales in double precision, the activations in single.
        var ratio = code == BuiltinOperator.QUANTIZE ? input.Scale / output.Scale : (double)((float)input.Scale / (float)output.Scale);
        var factor = Rounding.Quantize(ratio);
        for (var i = 0; i < output.Values.Length; i++)
        {
            var value = input.Values[i] - input.ZeroPoint;
            output.Values[i] = code == BuiltinOperator.LOGISTIC
                ? ReferenceSoftmax.Logistic(value, input.Scale)
                : Math.Clamp(Rounding.Apply(value, factor) + output.ZeroPoint, min, max);
        }
    }

    private static Func<int, int, int> Add(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        var twice = 2 * Math.Max(a.Scale, b.Scale);
        var (fa, fb) = (Rounding.Quantize(a.Scale / twice), Rounding.Quantize(b.Scale / twice));
        var result = Rounding.Quantize(twice / (1048576 * output.Scale));
        return (x, y) => Rounding.Apply(Rounding.Apply(x * 1048576, fa) + Rounding.Apply(y * 1048576, fb), result);
    }

    private static Func<int, int, int> Subtract(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        var (sa, sb, so) = ((float)a.Scale, (float)b.Scale, (float)output.Scale);
        var twice = 2 * MathF.Max(sa, sb);
        var (fa, fb) = (Rounding.Quantize(sa / twice), Rounding.Quantize(sb / twice));
        var result = Rounding.Quantize(twice / (1048576f * so));
        return (x, y) => Rounding.Apply(Rounding.Apply(x * 1048576, fa) - Rounding.Apply(y * 1048576, fb), result);
    }

    private static Func<int, int, int> Multiply(ReferenceTensor a, ReferenceTensor b, ReferenceTensor output)
    {
        var factor = Rounding.Quantize(a.Scale * b.Scale / output.Scale);
        return (x, y) => Rounding.Apply(x * y, factor);
    }

    /// <summary>Index into a tensor that is repeated to the output's shape.</summary>
    private static int Source(int index, int[] shape, int[] repeated)
    {
        var source = 0;
        var stride = 1;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            var position = index % shape[d];
            index /= shape[d];
            var r = d - (shape.Length - repeated.Length);
            if (r >= 0)
            {
                source += repeated[r] == 1 ? 0 : position * stride;
                stride *= repeated[r];
            }
        }

        return source;
    }
}
