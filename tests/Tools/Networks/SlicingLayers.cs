// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Random operators that take tensors apart, repeat them, and lay them out in more dimensions than the device has.</summary>
internal static class SlicingLayers
{
    /// <summary>Part of each dimension, by SLICE or STRIDED_SLICE, forwards or backwards.</summary>
    public static Feature Slice(NetworkSketch net, Feature x)
    {
        int[] begin = [0, 0, 0, 0], end = [.. x.Shape], step = [1, 1, 1, 1];
        bool strided = net.Chance(0.6);
        for (int d = 1; d < 4; d++)
        {
            if (net.Chance(0.6))
            {
                begin[d] = net.Between(0, x.Shape[d] - 1);
                end[d] = net.Between(begin[d] + 1, x.Shape[d]);
                step[d] = strided ? net.Pick(1, 1, 2, 3) : 1;
            }
        }

        if (!strided)
        {
            int[] sizes = [.. end.Zip(begin, (a, b) => a - b)];
            return net.Operator(BuiltinOperator.SLICE, [x.Tensor, net.Int32s(begin), net.Int32s([.. sizes.Select((s, d) => s == x.Shape[d] - begin[d] ? -1 : s)])], net.Like(x, sizes));
        }

        int[] shape = [.. Enumerable.Range(0, 4).Select(d => (end[d] - begin[d] + step[d] - 1) / step[d])];
        int backwards = net.Chance(0.3) ? net.Between(1, 3) : 0;
        if (backwards > 0)
        {
            // The same indices from the last to the first; where that is 0, only the mask says so.
            (begin[backwards], end[backwards], step[backwards]) =
                (begin[backwards] + ((shape[backwards] - 1) * step[backwards]), begin[backwards] - 1, -step[backwards]);
        }

        int Mask(Func<int, bool> of) => Enumerable.Range(0, 4).Where(of).Sum(d => 1 << d);

        StridedSliceOptions options = new(
            Mask(d => step[d] > 0 && begin[d] == 0 && net.Chance(0.5)),
            Mask(d => (step[d] > 0 && end[d] == x.Shape[d] && net.Chance(0.5)) || (step[d] < 0 && end[d] < 0)));
        return net.Operator(
            BuiltinOperator.STRIDED_SLICE, [x.Tensor, net.Int32s(begin), net.Int32s(end), net.Int32s(step)], net.Like(x, shape), options);
    }

    /// <summary>Parts along a dimension, something done to one of them, and joined again in another order.</summary>
    public static Feature Split(NetworkSketch net, Feature x)
    {
        int axis = net.Pick(1, 2, 3, 3, 3);
        int size = x.Shape[axis];
        if (size < 2)
        {
            return Slice(net, x);
        }

        int[] Shape(int part) => [.. x.Shape.Select((s, d) => d == axis ? part : s)];

        Feature[] parts;
        int count = Enumerable.Range(2, Math.Min(size, 5) - 1).Where(n => size % n == 0).DefaultIfEmpty(0).First();
        switch (net.Between(0, 2))
        {
            case 0 when count > 0:
                parts = net.Operator(
                    BuiltinOperator.SPLIT, [net.Int32s([], [net.Chance(0.5) ? axis : axis - 4]), x.Tensor],
                    [.. Enumerable.Range(0, count).Select(_ => net.Like(x, Shape(size / count)))], new SplitOptions(count));
                break;
            case 1 when size <= 6:
                int[] slice = [.. x.Shape.Where((_, d) => d != axis)];
                Feature[] slices = net.Operator(
                    BuiltinOperator.UNPACK, [x.Tensor], [.. Enumerable.Range(0, size).Select(_ => net.Like(x, slice))], new UnpackOptions(size, axis));
                int[] packed = slices.Reverse().Select(s => s.Tensor).ToArray();
                return net.Operator(BuiltinOperator.PACK, packed, net.Like(x, x.Shape), new PackOptions(size, axis));
            default:
                int first = net.Between(1, size - 1);
                parts = net.Operator(
                    BuiltinOperator.SPLIT_V, [x.Tensor, net.Int32s(first, net.Chance(0.5) ? -1 : size - first), net.Int32s([], [axis])],
                    [net.Like(x, Shape(first)), net.Like(x, Shape(size - first))], new SplitVOptions(2));
                break;
        }

        parts[0] = net.Operator(BuiltinOperator.QUANTIZE, [ElementwiseLayers.Unary(net, parts[0]).Tensor], net.Like(x, parts[0].Shape));
        Feature[] joined = net.Chance(0.5) ? [.. parts.Reverse()] : [.. parts.Skip(net.Between(0, 1))];
        return net.Operator(
            BuiltinOperator.CONCATENATION, [.. joined.Select(p => p.Tensor)], net.Like(x, Shape(joined.Sum(p => p.Shape[axis]))), new ConcatenationOptions(axis));
    }

    /// <summary>DEPTH_TO_SPACE or SPACE_TO_DEPTH, where the sizes allow it.</summary>
    public static Feature Blocks(NetworkSketch net, Feature x)
    {
        int block = net.Pick(2, 2, 3);
        if (x.Channels % (block * block) == 0)
        {
            return net.Operator(
                BuiltinOperator.DEPTH_TO_SPACE, [x.Tensor], net.Like(x, [1, x.Height * block, x.Width * block, x.Channels / block / block]),
                new DepthToSpaceOptions(block));
        }

        if (x.Height < block || x.Width < block)
        {
            return Slice(net, x);
        }

        int[] even = [1, x.Height - (x.Height % block), x.Width - (x.Width % block), x.Channels];
        Feature cut = net.Operator(BuiltinOperator.SLICE, [x.Tensor, net.Int32s(0, 0, 0, 0), net.Int32s(even)], net.Like(x, even));
        return net.Operator(
            BuiltinOperator.SPACE_TO_DEPTH, [cut.Tensor], net.Like(x, [1, even[1] / block, even[2] / block, x.Channels * block * block]),
            new SpaceToDepthOptions(block));
    }

    /// <summary>TILE, BROADCAST_TO, MIRROR_PAD or GATHER.</summary>
    public static Feature Repeat(NetworkSketch net, Feature x)
    {
        switch (net.Between(0, 3))
        {
            case 0:
                int[] times = [1, net.Between(1, 2), net.Between(1, 2), net.Between(1, 2)];
                // As exporters have it: the multiples are computed from a shape.
                int shape = net.Int32Result(BuiltinOperator.SHAPE, [x.Tensor], [4]);
                int one = net.Int32Result(
                    BuiltinOperator.STRIDED_SLICE, [shape, net.Int32s(0), net.Int32s(1), net.Int32s(1)], [], new StridedSliceOptions(ShrinkMask: 1));
                int multiples = net.Int32Result(
                    BuiltinOperator.PACK, [one, .. times[1..].Select(t => net.Int32s([], [t]))], [4], new PackOptions(4, 0));
                return net.Operator(BuiltinOperator.TILE, [x.Tensor, multiples], net.Like(x, [.. x.Shape.Zip(times, (a, b) => a * b)]));
            case 1:
                Feature mean = PoolingLayers.Mean(net, x, [net.Pick(1, 2)], keep: true);
                int[] full = [1, mean.Height == 1 ? net.Between(1, 6) : mean.Height, mean.Width == 1 ? net.Between(1, 6) : mean.Width, mean.Channels];
                return net.Operator(BuiltinOperator.BROADCAST_TO, [mean.Tensor, net.Int32s(full)], net.Like(mean, full));
            case 2:
                bool symmetric = net.Chance(0.5);
                int Most(int d) => Math.Min(3, x.Shape[d] - (symmetric ? 0 : 1));
                int[] paddings = [0, 0, .. Enumerable.Range(1, 3).SelectMany<int, int>(d => [net.Between(0, d < 3 ? Most(d) : 0), net.Between(0, Most(d))])];
                return net.Operator(
                    BuiltinOperator.MIRROR_PAD, [x.Tensor, net.Int32s([4, 2], paddings)],
                    net.Like(x, [.. x.Shape.Select((s, d) => s + paddings[2 * d] + paddings[(2 * d) + 1])]), new MirrorPadOptions(symmetric));
            default:
                int axis = net.Between(1, 3);
                int[] indices = [.. Enumerable.Range(0, net.Between(1, 6)).Select(_ => net.Between(0, x.Shape[axis] - 1))];
                return net.Operator(
                    BuiltinOperator.GATHER, [x.Tensor, net.Int32s(indices)], net.Like(x, [.. x.Shape.Select((s, d) => d == axis ? indices.Length : s)]),
                    new GatherOptions(axis));
        }
    }

    /// <summary>A detector's head: channels as anchors x values, in five dimensions, turned, taken apart, joined, and laid out as an image again.</summary>
    public static Feature Anchors(NetworkSketch net, Feature x)
    {
        int anchors = Enumerable.Range(2, 4).Where(n => x.Channels % n == 0).DefaultIfEmpty(1).First();
        int values = x.Channels / anchors;
        Feature split = MovementLayers.Reshape(net, x, [1, x.Height, x.Width, anchors, values]);
        Feature turned = MovementLayers.Transpose(net, split, net.Pick<int[]>([0, 3, 1, 2, 4], [0, 3, 4, 1, 2], [0, 1, 2, 4, 3], [0, 4, 2, 1, 3]));
        if (net.Chance(0.5))
        {
            turned = ElementwiseLayers.Unary(net, turned);
        }

        int last = turned.Shape[^1];
        if (net.Chance(0.5) && last > 1)
        {
            int[] part = [.. turned.Shape[..^1], 1], rest = [.. turned.Shape[..^1], last - 1];
            Feature[] halves = net.Operator(
                BuiltinOperator.SPLIT_V, [turned.Tensor, net.Int32s(1, last - 1), net.Int32s([], [-1])], [net.Like(turned, part), net.Like(turned, rest)],
                new SplitVOptions(2));
            turned = net.Operator(
                BuiltinOperator.CONCATENATION, [halves[1].Tensor, halves[0].Tensor], net.Like(turned, turned.Shape), new ConcatenationOptions(-1));
        }

        if (net.Chance(0.3))
        {
            turned = ElementwiseLayers.Binary(net, net.Pick(BuiltinOperator.ADD, BuiltinOperator.MUL), turned, turned);
        }

        return MovementLayers.Reshape(net, turned, [1, turned.Shape[1], turned.Shape[2] * turned.Shape[3], turned.Shape[4]]);
    }
}
