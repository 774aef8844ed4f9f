// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Backends;

/// <summary>Constants as the ESP32-S3's vector kernels read them, in the order of use; models/FORMAT.md, layout 3.</summary>
internal sealed class Esp32s3Layout() : ConstantsLayout(Target.Esp32s3)
{
    private const int Vector = 16;
    private const int Half = Vector / 2;
    private const int QaccBytes = 64;
    private const int LaneBits = 20;
    private const int LaneFraction = 10; // bits that the sums of lanes have beyond CONV_2D's
    private const int Wide = 64;
    private const int Left = Wide + 32;
    private const int MaxLeft = 7;
    private const int MaxShift = 22;
    private const int MaxLaneShift = 12;
    private const long MaxSum = 1L << 29;
    private const long MaxLaneSum = 1L << (LaneBits - 1);

    private static readonly ConditionalWeakTable<ConvolutionConstants, StrongBox<bool>> Held = [];

    private static readonly ConditionalWeakTable<Operator, StrongBox<Esp32s3Sum?>> Sums = [];

    private static readonly ConditionalWeakTable<ConvolutionConstants, object> WideCounts = [];

    public override bool Holds(Operator op, ImmutableArray<Tensor> tensors) => op.Constants switch
    {
        ConvolutionConstants c => Held.GetValue(c, key => new StrongBox<bool>(Holds(key, op.Kind == OperatorKind.DepthwiseConv2D))).Value,
        AddConstants when IsSum(op) => SumOf(op, tensors) is not null,
        _ => true,
    };

    public override byte[] Write(Operator op, ImmutableArray<Tensor> tensors) => op.Constants switch
    {
        ConvolutionConstants constants => WriteConvolution(op, constants, tensors[op.Output].ZeroPoint),
        AddConstants when IsSum(op) => SumOf(op, tensors)!.ToBytes(),
        _ => base.Write(op, tensors),
    };

    private static bool IsSum(Operator op) => op.Kind is OperatorKind.Add or OperatorKind.Sub;

    private static Esp32s3Sum? SumOf(Operator op, ImmutableArray<Tensor> tensors) =>
        Sums.GetValue(op, key => new StrongBox<Esp32s3Sum?>(Esp32s3Sum.Find(key, tensors))).Value;

    private static byte[] WriteConvolution(Operator op, ConvolutionConstants constants, int outputZeroPoint)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        if (op.Kind == OperatorKind.DepthwiseConv2D)
        {
            for (int c = 0; c < constants.Bias.Length; c += Vector)
            {
                WriteGroup(writer, constants, c, outputZeroPoint);
            }
        }
        else
        {
            for (int c = 0; c < constants.Bias.Length; c++)
            {
                WriteChannel(writer, constants, c, outputZeroPoint, IsReadWhereItLies(op.Window));
            }
        }

        return stream.ToArray();
    }

    private static bool Holds(ConvolutionConstants constants, bool depthwise) =>
        Enumerable.Range(0, constants.Bias.Length).All(c =>
            constants.Shift[c] >= -MaxShift && constants.Shift[c] <= (depthwise ? MaxLeft : -1) && MostSum(constants, c, depthwise) << Math.Max(0, (int)constants.Shift[c]) < MaxSum);

    /// <summary>What no sum of a channel exceeds, whichever way it is added up.</summary>
    private static long MostSum(ConvolutionConstants constants, int c, bool depthwise)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        long sum = Math.Abs((long)constants.Bias[c]);
        for (int i = 0; i < window; i++)
        {
            sum += 128 * Math.Abs((int)constants.Weights[depthwise ? (i * channels) + c : (c * window) + i]);
        }

        return sum;
    }

    /// <summary>Whether a depthwise channel's sums, or its shift, are more than a lane is good for.</summary>
    private static bool IsWide(ConvolutionConstants constants, int c) =>
        c < constants.Bias.Length && (MostSum(constants, c, depthwise: true) >= MaxLaneSum || -constants.Shift[c] is > MaxLaneShift or < 1);

    /// <summary>Channels of a DEPTHWISE_CONV_2D that the kernel computes one by one.</summary>
    public static int WideChannels(Operator op) => (int)WideCounts.GetValue((ConvolutionConstants)op.Constants!, key => Enumerable.Range(0, key.Bias.Length).Count(c => IsWide(key, c)));

    /// <summary>Other windows are copied to the beginning of a vector.</summary>
    private static bool IsReadWhereItLies(Window window) => window is
    {
        KernelHeight: 1, KernelWidth: 1, StrideWidth: 1, PadTop: 0, PadLeft: 0,
    };

    private static void WriteChannel(BinaryWriter writer, ConvolutionConstants constants, int c, int zeroPoint, bool whereItLies)
    {
        int window = constants.Weights.Length / constants.Bias.Length;
        writer.Write(4 * constants.Bias[c]);
        WriteScale(writer, constants, c, zeroPoint, 0);
        sbyte[] weights = new sbyte[(window + Vector - 1) / Vector * Vector];
        int before = whereItLies && window % Vector == Half ? Half : 0;
        constants.Weights.AsSpan(c * window, window).CopyTo(weights.AsSpan(before));
        Array.ForEach(weights, writer.Write);
    }

    private static void WriteGroup(BinaryWriter writer, ConvolutionConstants constants, int first, int zeroPoint)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        writer.Write(Qacc([.. Enumerable.Range(first, Vector).Select(c => c < channels ? constants.Bias[c] : 0)]));
        for (int c = first; c < first + Vector; c++)
        {
            if (IsWide(constants, c))
            {
                writer.Write(constants.Multiplier[c]);
                writer.Write(constants.Bias[c]);
                writer.Write(constants.Shift[c] >= 0 ? constants.Shift[c] | Left : (1 - constants.Shift[c]) | Wide);
            }
            else
            {
                WriteScale(writer, constants, c, zeroPoint, LaneFraction);
            }
        }

        for (int tap = 0; tap < window; tap++)
        {
            for (int c = first; c < first + Vector; c++)
            {
                writer.Write((sbyte)(c < channels ? constants.Weights[(tap * channels) + c] : 0));
            }
        }
    }

    private static void WriteScale(BinaryWriter writer, ConvolutionConstants constants, int c, int zeroPoint, int fraction)
    {
        bool within = c < constants.Bias.Length;
        int right = within ? -constants.Shift[c] : 1;
        writer.Write(within ? constants.Multiplier[c] : 0);
        writer.Write((((2 * zeroPoint) + 1) << (right + fraction)) + (1 << fraction));
        writer.Write(right + 1 + fraction);
    }

    /// <summary>Sixteen lanes as the processor keeps them in memory: eight of 20 bits each at the beginning of both halves.</summary>
    private static byte[] Qacc(int[] lanes)
    {
        byte[] bytes = new byte[QaccBytes];
        for (int bit = 0; bit < lanes.Length * LaneBits; bit++)
        {
            int lane = bit / LaneBits, at = bit - (lane / 8 * 8 * LaneBits);
            int set = (lanes[lane] >> (bit % LaneBits)) & 1;
            bytes[(lane / 8 * (QaccBytes / 2)) + (at / 8)] |= (byte)(set << (at % 8));
        }

        return bytes;
    }
}
