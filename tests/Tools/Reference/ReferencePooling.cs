// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

internal static class ReferencePooling
{
    public static void Run(BuiltinOperator code, ReferenceTensor input, Pool2DOptions options, ReferenceTensor output)
    {
        var (_, height, width, channels) = input.Dimensions4();
        var (_, outputHeight, outputWidth, _) = output.Dimensions4();
        var top = ReferenceConvolution.PadBefore(options.Padding, height, outputHeight, options.FilterHeight, options.StrideHeight, 1);
        var left = ReferenceConvolution.PadBefore(options.Padding, width, outputWidth, options.FilterWidth, options.StrideWidth, 1);
        var (min, max) = Activations.Range(options.Activation, output);
        for (var oy = 0; oy < outputHeight; oy++)
        {
            for (var ox = 0; ox < outputWidth; ox++)
            {
                for (var c = 0; c < channels; c++)
                {
                    var window = new List<int>();
                    for (var iy = (oy * options.StrideHeight) - top; iy < (oy * options.StrideHeight) - top + options.FilterHeight; iy++)
                    {
                        for (var ix = (ox * options.StrideWidth) - left; ix < (ox * options.StrideWidth) - left + options.FilterWidth; ix++)
                        {
                            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                            {
                                window.Add(input.Values[(((iy * width) + ix) * channels) + c]);
                            }
                        }
                    }

                    var value = code == BuiltinOperator.MAX_POOL_2D ? window.Max() : Average(window.Sum(), window.Count);
                    output.Values[(((oy * outputWidth) + ox) * channels) + c] = Math.Clamp(value, min, max);
                }
            }
        }
    }

    public static void Mean(ReferenceTensor input, int[] axes, ReferenceTensor output)
    {
        var reduced = axes.Select(a => (a + input.Rank) % input.Rank).ToHashSet();
        var sums = new int[output.Values.Length];
        for (var i = 0; i < input.Values.Length; i++)
        {
            var (index, target, stride) = (i, 0, 1);
            for (var d = input.Rank - 1; d >= 0; d--)
            {
                if (!reduced.Contains(d))
                {
                    target += index % input.Shape[d] * stride;
                    stride *= input.Shape[d];
                }

                index /= input.Shape[d];
            }

            sums[target] += input.Values[i];
        }

        var count = input.Values.Length / output.Values.Length;
        var (multiplier, shift) = Rounding.Quantize(input.Scale / output.Scale);
        var bits = Math.Min((int)Math.Floor(Math.Log2(count)), 31 + shift);
        var factor = ((int)(((long)multiplier << bits) / count), shift - bits);
        for (var i = 0; i < sums.Length; i++)
        {
            output.Values[i] = Math.Clamp(Rounding.Apply(sums[i] - (input.ZeroPoint * count), factor) + output.ZeroPoint, -128, 127);
        }
    }

    private static int Average(int sum, int count) => sum > 0 ? (sum + (count / 2)) / count : (sum - (count / 2)) / count;
}
