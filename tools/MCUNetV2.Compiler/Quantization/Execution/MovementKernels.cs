// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Operators that move values by tables of places, and reductions along whole dimensions.</summary>
internal static class MovementKernels
{
    public static FloatKernel Pad(FloatPad step, FloatTensor source, FloatTensor target)
    {
        int[] strides = Indexing.Strides(target.Shape);
        int[] places = Indexing.Offsets(source.Shape, strides, strides.Select((stride, d) => stride * step.Before[d]).Sum());
        return (inputs, output) =>
        {
            float[] input = inputs[0];
            // What stands for "never chosen" becomes the least value there is, which keeps the tensor's range.
            Array.Fill(output, float.IsNegativeInfinity(step.Fill) ? input.Min() : step.Fill);
            for (int i = 0; i < places.Length; i++)
            {
                output[places[i]] = input[i];
            }
        };
    }

    public static FloatKernel Transpose(FloatTranspose step, FloatTensor source, FloatTensor target)
    {
        int[] strides = Indexing.Strides(source.Shape);
        return Gather(Indexing.Offsets(target.Shape, [.. step.Permutation.Select(d => strides[d])]));
    }

    public static FloatKernel Slice(FloatSlice step, FloatTensor source, FloatTensor target)
    {
        int[] strides = Indexing.Strides(source.Shape);
        int start = strides.Select((stride, d) => stride * step.Begin[d]).Sum();
        return Gather(Indexing.Offsets(target.Shape, [.. strides.Select((stride, d) => stride * step.Strides[d])], start));
    }

    public static FloatKernel Blocks(FloatBlocks step, FloatTensor source, FloatTensor target)
    {
        // The image of many channels as height x width x rows of a block x columns of a block x channels.
        FloatTensor deep = step.ToSpace ? source : target;
        FloatTensor wide = step.ToSpace ? target : source;
        ImmutableArray<int> shape = [deep.Height, deep.Width, step.Block, step.Block, wide.Channels];
        int row = wide.Width * wide.Channels;
        int[] places = Indexing.Offsets(shape, [row * step.Block, step.Block * wide.Channels, row, wide.Channels, 1]);
        return step.ToSpace ? Scatter(places) : Gather(places);
    }

    public static FloatKernel Concatenation(FloatGraph graph, FloatConcatenation step)
    {
        int[] strides = Indexing.Strides(graph.Tensors[step.Output].Shape);
        int[][] places = new int[step.Inputs.Length][];
        int start = 0;
        for (int i = 0; i < places.Length; i++)
        {
            ImmutableArray<int> shape = graph.Tensors[step.Inputs[i]].Shape;
            places[i] = Indexing.Offsets(shape, strides, start * strides[step.Axis]);
            start += shape[step.Axis];
        }

        return (inputs, output) =>
        {
            for (int i = 0; i < places.Length; i++)
            {
                Scatter(places[i])([inputs[i]], output);
            }
        };
    }

    public static FloatKernel Reduction(FloatReduction step, FloatTensor source, FloatTensor target)
    {
        ImmutableArray<int> kept = [.. source.Shape.Select((size, d) => step.Axes.Contains(d) ? 1 : size)];
        int[] places = Indexing.Offsets(source.Shape, Indexing.Broadcast(kept, source.Shape));
        int count = source.Count / Math.Max(1, target.Count);
        Func<double, float, double> combine = step.Function switch
        {
            ReductionKind.Maximum => (sum, value) => Math.Max(sum, value),
            ReductionKind.Minimum => (sum, value) => Math.Min(sum, value),
            _ => (sum, value) => sum + value,
        };
        double start = step.Function switch
        {
            ReductionKind.Maximum => double.NegativeInfinity,
            ReductionKind.Minimum => double.PositiveInfinity,
            _ => 0,
        };
        return (inputs, output) =>
        {
            float[] input = inputs[0];
            double[] sums = new double[output.Length];
            Array.Fill(sums, start);
            for (int i = 0; i < input.Length; i++)
            {
                sums[places[i]] = combine(sums[places[i]], input[i]);
            }

            for (int i = 0; i < output.Length; i++)
            {
                output[i] = (float)(step.Function == ReductionKind.Mean ? sums[i] / count : sums[i]);
            }
        };
    }

    private static FloatKernel Gather(int[] places) => (inputs, output) =>
    {
        float[] input = inputs[0];
        for (int i = 0; i < places.Length; i++)
        {
            output[i] = input[places[i]];
        }
    };

    private static FloatKernel Scatter(int[] places) => (inputs, output) =>
    {
        float[] input = inputs[0];
        for (int i = 0; i < places.Length; i++)
        {
            output[places[i]] = input[i];
        }
    };
}
