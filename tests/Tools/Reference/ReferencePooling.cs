// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

internal static class ReferencePooling
{
    public static void Run(BuiltinOperator code, ReferenceTensor input, Pool2DOptions options, ReferenceTensor output)
    {
        (_, int height, int width, int channels) = input.Dimensions4();
        (_, int outputHeight, int outputWidth, _) = output.Dimensions4();
        int top = ReferenceConvolution.PadBefore(options.Padding, height, outputHeight, options.FilterHeight, options.StrideHeight, 1);
        int left = ReferenceConvolution.PadBefore(options.Padding, width, outputWidth, options.FilterWidth, options.StrideWidth, 1);
        (int min, int max) = Activations.Range(options.Activation, output);
        for (int oy = 0; oy < outputHeight; oy++)
        {
            for (int ox = 0; ox < outputWidth; ox++)
            {
                for (int c = 0; c < channels; c++)
                {
                    List<int> window = new();
                    for (int iy = (oy * options.StrideHeight) - top; iy < (oy * options.StrideHeight) - top + options.FilterHeight; iy++)
                    {
                        for (int ix = (ox * options.StrideWidth) - left; ix < (ox * options.StrideWidth) - left + options.FilterWidth; ix++)
                        {
                            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                            {
                                window.Add(input.Values[(((iy * width) + ix) * channels) + c]);
                            }
                        }
                    }

                    int value = code == BuiltinOperator.MAX_POOL_2D ? window.Max() : Average(window.Sum(), window.Count);
                    output.Values[(((oy * outputWidth) + ox) * channels) + c] = Math.Clamp(value, min, max);
                }
            }
        }
    }

    /// <summary>MEAN, SUM, REDUCE_MAX and REDUCE_MIN.</summary>
    public static void Reduce(BuiltinOperator code, ReferenceTensor input, int[] axes, ReferenceTensor output)
    {
        List<int>[] groups = Groups(input, axes, output.Values.Length);
        (int multiplier, int shift) = Rounding.Quantize(input.Scale / output.Scale);
        for (int i = 0; i < groups.Length; i++)
        {
            int count = groups[i].Count;
            int bits = code == BuiltinOperator.MEAN ? Math.Min((int)Math.Floor(Math.Log2(count)), 31 + shift) : 0;
            int divisor = code == BuiltinOperator.MEAN ? count : 1;
            (int, int) factor = ((int)(((long)multiplier << bits) / divisor), shift - bits);
            output.Values[i] = code switch
            {
                BuiltinOperator.REDUCE_MAX => groups[i].Max(),
                BuiltinOperator.REDUCE_MIN => groups[i].Min(),
                _ => Math.Clamp(Rounding.Apply(groups[i].Sum() - (input.ZeroPoint * count), factor) + output.ZeroPoint, -128, 127),
            };
        }
    }

    /// <summary>ARG_MAX and ARG_MIN.</summary>
    public static void Find(BuiltinOperator code, ReferenceTensor input, int axis, ReferenceTensor output)
    {
        List<int>[] groups = Groups(input, [axis], output.Values.Length);
        for (int i = 0; i < groups.Length; i++)
        {
            output.Values[i] = groups[i].IndexOf(code == BuiltinOperator.ARG_MAX ? groups[i].Max() : groups[i].Min());
        }
    }

    /// <summary>The values that each value of the output is made of, in the input's order.</summary>
    private static List<int>[] Groups(ReferenceTensor input, int[] axes, int count)
    {
        HashSet<int> reduced = axes.Select(a => (a + input.Rank) % input.Rank).ToHashSet();
        List<int>[] groups = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (int i = 0; i < input.Values.Length; i++)
        {
            (int index, int target, int stride) = (i, 0, 1);
            for (int d = input.Rank - 1; d >= 0; d--)
            {
                if (!reduced.Contains(d))
                {
                    target += index % input.Shape[d] * stride;
                    stride *= input.Shape[d];
                }

                index /= input.Shape[d];
            }

            groups[target].Add(input.Values[i]);
        }

        return groups;
    }

    private static int Average(int sum, int count) => sum > 0 ? (sum + (count / 2)) / count : (sum - (count / 2)) / count;
}
