// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Backends;

/// <summary>
/// Constants of the convolutions as the Armv7E-M kernels read them: one stream in the order of use; models/FORMAT.md, layout 1.
/// </summary>
internal sealed class Armv7emLayout() : ConstantsLayout(Target.Armv7em)
{
    private const int Group = 4; // bytes of a window that are multiplied together
    private const int Quad = 4; // channels of a depthwise convolution whose constants lie together

    /// <summary>The order of a group's bytes: those that one SXTB16 widens lie two apart.</summary>
    private static readonly int[] GroupOrder = [0, 2, 1, 3];

    private const int AddLeftShift = 20; // TFLite's, on which the kernels of ADD and SUB rely
    private const int MaxElementwiseShift = 20;
    private const int MaxShift = 22; // the kernel of CONV_2D shifts by 1 to 22 to the right
    private const int MinMultiplier = 1 << 30; // it takes multipliers doubled, less 2^32
    private const int MaxSpread = 1 << 23; // it keeps the sums of the second of two channels in 24 bits
    private const long MaxSum = 1 << 28; // which its requantisation doubles, shifted, within 32 bits

    private static readonly ConditionalWeakTable<ConvolutionConstants, StrongBox<bool>> Held = [];

    public override bool Holds(Operator op, ImmutableArray<Tensor> tensors) => op.Constants switch
    {
        ConvolutionConstants c when op.Kind == OperatorKind.Conv2D => Held.GetValue(c, static c => new StrongBox<bool>(HoldsPairs(c))).Value,
        AddConstants a => a.LeftShift == AddLeftShift && IsRight(a.Shift0) && IsRight(a.Shift1) && IsRight(a.OutputShift) && a.OutputShift < 0,
        MulConstants m => IsRight(m.Shift) && m.Shift < 0,
        _ => true,
    };

    public override byte[] Write(Operator op, ImmutableArray<Tensor> tensors)
    {
        if (op.Constants is not ConvolutionConstants constants)
        {
            return base.Write(op, tensors);
        }

        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        if (op.Kind == OperatorKind.DepthwiseConv2D)
        {
            WriteQuads(writer, constants);
        }
        else
        {
            WritePairs(writer, constants);
        }

        return stream.ToArray();
    }

    private static bool HoldsPairs(ConvolutionConstants constants)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        return constants.Multiplier.All(m => m >= MinMultiplier) && constants.Shift.All(s => s is < 0 and >= -MaxShift) &&
            Enumerable.Range(0, channels).All(c => HoldsWeights(constants.Weights.AsSpan(c * window, window), constants.Bias[c]));
    }

    private static bool IsRight(int shift) => shift is <= 0 and >= -MaxElementwiseShift;

    /// <summary>Weights are symmetric, so that two fit in a half-word, and no sum over int8 inputs reaches the bounds.</summary>
    private static bool HoldsWeights(ReadOnlySpan<sbyte> weights, int bias)
    {
        long spread = 0;
        foreach (sbyte weight in weights)
        {
            spread += 128 * Math.Abs((long)weight);
        }

        return !weights.Contains(sbyte.MinValue) && spread < MaxSpread && spread + Math.Abs((long)bias) < MaxSum;
    }

    private static void WritePairs(BinaryWriter writer, ConvolutionConstants constants)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        for (int a = 0; a < channels; a += 2)
        {
            int b = a + 1;
            bool pair = b < channels;
            writer.Write(constants.Bias[a]);
            for (int group = 0; group < window; group += Group)
            {
                foreach (int i in GroupOrder)
                {
                    writer.Write((short)(Weight(constants, a, group + i, window) + (256 * Weight(constants, b, group + i, window))));
                }
            }

            writer.Write(pair ? constants.Bias[b] : 0);
            writer.Write(unchecked(2 * constants.Multiplier[a]));
            writer.Write(pair ? unchecked(2 * constants.Multiplier[b]) : int.MinValue);
            writer.Write((byte)-constants.Shift[a]);
            writer.Write((byte)(pair ? -constants.Shift[b] : 1));
            writer.Write((short)0);
        }
    }

    /// <summary>Byte <paramref name="i"/> of a channel's weights; 0 beyond the last channel or byte.</summary>
    private static int Weight(ConvolutionConstants constants, int channel, int i, int window) =>
        channel < constants.Bias.Length && i < window ? constants.Weights[(channel * window) + i] : 0;

    private static void WriteQuads(BinaryWriter writer, ConvolutionConstants constants)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        for (int first = 0; first < channels; first += Quad)
        {
            int[] quad = [.. Enumerable.Range(first, Quad)];
            Array.ForEach(quad, c => writer.Write(c < channels ? constants.Bias[c] : 0));
            Array.ForEach(quad, c => writer.Write(c < channels ? constants.Multiplier[c] : 0));
            Array.ForEach(quad, c => writer.Write((sbyte)(c < channels ? constants.Shift[c] : 0)));
            for (int tap = 0; tap < window; tap++)
            {
                Array.ForEach(quad, c => writer.Write((sbyte)(c < channels ? constants.Weights[(tap * channels) + c] : 0)));
            }
        }
    }
}
