// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Backends;

/// <summary>Constants of the convolutions as the RV32 kernels read them, in the order of use; models/FORMAT.md, layout 2.</summary>
internal sealed class Rv32Layout() : ConstantsLayout(Target.Rv32)
{
    private const int Group = 4; // bytes of a window that are multiplied together
    private const int MaskGroups = 31; // of one mask
    private const int GroupMagnitude = 255; // that a sum of products may reach without leaving its half of a word
    private const int MaxShift = 22;
    private const long MaxSum = 1 << 28;
    private const int MaxGroups = 0x7FFF; // each may count twice in 16 bits

    private static readonly ConditionalWeakTable<ConvolutionConstants, object> Held = [];

    private static readonly ConditionalWeakTable<ConvolutionConstants, object> Marked = [];

    public override bool Holds(Operator op, ImmutableArray<Tensor> tensors) => op.Constants is not ConvolutionConstants constants
        || (bool)Held.GetValue(constants, key => Holds(key, op.Kind == OperatorKind.DepthwiseConv2D));

    public override byte[] Write(Operator op, ImmutableArray<Tensor> tensors)
    {
        if (op.Constants is not ConvolutionConstants constants)
        {
            return base.Write(op, tensors);
        }

        bool depthwise = op.Kind == OperatorKind.DepthwiseConv2D;
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        int[] order = GroupOrder(op, constants.Weights.Length / constants.Bias.Length);
        for (int c = 0; c < constants.Bias.Length; c += depthwise ? 1 : 2)
        {
            if (depthwise)
            {
                WriteChannel(writer, constants, c);
            }
            else
            {
                WritePair(writer, constants, c, order);
            }
        }

        return stream.ToArray();
    }

    private static bool Holds(ConvolutionConstants constants, bool depthwise)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        for (int c = 0; c < channels; c++)
        {
            long sum = Math.Abs((long)constants.Bias[c]);
            for (int i = 0; i < window; i++)
            {
                sum += 128 * Math.Abs((int)constants.Weights[depthwise ? (i * channels) + c : (c * window) + i]);
            }

            if (sum >= MaxSum || constants.Shift[c] is > -1 or < -MaxShift)
            {
                return false;
            }
        }

        return depthwise || (window <= Group * MaxGroups && !constants.Weights.Contains(sbyte.MinValue)); // two of these exceed a half group
    }

    private static void WriteChannel(BinaryWriter writer, ConvolutionConstants constants, int c)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        writer.Write(constants.Bias[c]);
        writer.Write(2u * (uint)constants.Multiplier[c]);
        for (int tap = 0; tap < window; tap++)
        {
            writer.Write(constants.Weights[(tap * channels) + c]);
        }

        writer.Write((byte)-constants.Shift[c]);
        writer.Write(new byte[(4 - ((window + 1) % 4)) % 4]);
    }

    private static void WritePair(BinaryWriter writer, ConvolutionConstants constants, int a, int[] order)
    {
        int channels = constants.Bias.Length, b = a + 1;
        sbyte[][] weights = [.. order.Chunk(Group).SelectMany(group => new[] { Weights(constants, a, group), Weights(constants, b, group) })];
        bool[] marked = [.. weights.Chunk(2).Select(pair => pair.Any(IsLarge))];
        writer.Write(constants.Bias[a]);
        writer.Write(b < channels ? constants.Bias[b] : 0);
        writer.Write(2u * (uint)constants.Multiplier[a]);
        writer.Write(b < channels ? 2u * (uint)constants.Multiplier[b] : 0);
        writer.Write((byte)-constants.Shift[a]);
        writer.Write((byte)(b < channels ? -constants.Shift[b] : 1));
        writer.Write((ushort)(marked.Length + marked.Count(m => m)));
        foreach (bool[] masked in marked.Chunk(MaskGroups))
        {
            writer.Write(masked.Select((m, i) => m ? 1u << (MaskGroups - i) : 0).Aggregate((x, y) => x | y));
        }

        Array.ForEach(weights, group => Array.ForEach(group, writer.Write));
    }

    /// <summary>Bytes of a window in the order of their groups: the whole groups of each of its rows, then what is left of all rows.</summary>
    private static int[] GroupOrder(Operator op, int window)
    {
        int row = window / op.Window.KernelHeight, whole = row - (row % Group);
        int[] bytes = [.. Enumerable.Range(0, window)];
        return [.. bytes.Where(i => i % row < whole), .. bytes.Where(i => i % row >= whole)];
    }

    /// <summary>A group's weights of a channel; 0 beyond the last channel or byte.</summary>
    private static sbyte[] Weights(ConvolutionConstants constants, int channel, int[] group)
    {
        sbyte[] weights = new sbyte[Group];
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        for (int i = 0; i < group.Length && channel < channels; i++)
        {
            weights[i] = constants.Weights[(channel * window) + group[i]];
        }

        return weights;
    }

    /// <summary>Groups of all pairs of a CONV_2D's channels that the kernel adds up in halves.</summary>
    public static int MarkedGroups(Operator op) => (int)Marked.GetValue((ConvolutionConstants)op.Constants!, key =>
    {
        int[][] groups = [.. GroupOrder(op, key.Weights.Length / key.Bias.Length).Chunk(Group)];
        return Enumerable.Range(0, (key.Bias.Length + 1) / 2).Sum(pair => groups.Count(group => IsLarge(Weights(key, 2 * pair, group)) || IsLarge(Weights(key, (2 * pair) + 1, group))));
    });

    private static bool IsLarge(sbyte[] group) => group.Sum(w => Math.Abs((int)w)) > GroupMagnitude;
}
