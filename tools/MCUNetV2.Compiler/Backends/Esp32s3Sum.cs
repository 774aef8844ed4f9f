// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;

using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Backends;

/// <summary>
/// ADD or SUB of two bytes as floor((a x0 + b x1 + c) / 2^(Shift + 8)), saturated: what the ESP32-S3's vectors compute of 16 pairs at a time.
/// a = 256 <see cref="High0"/> + 256 <see cref="Low0"/> / 2^15, b likewise, c = <see cref="Offset0"/> x <see cref="Offset1"/>.
/// </summary>
internal sealed record Esp32s3Sum(short High0, short High1, short Low0, short Low1, short Offset0, short Offset1, short Shift)
{
    private const int Fraction = 15;
    private const int FractionMask = (1 << Fraction) - 1;
    private const int Byte = 8;
    private const int MaxShift = 13; // beyond, c would not be a product of two numbers of 16 bits
    private const int Tries = 4;
    private const int LeastOffset = 64;
    private const long Unbounded = 1L << 50;

    /// <summary>Numbers for which that is what TFLite computes, for each of the 65,536 pairs; null where there are none.</summary>
    /// <param name="op">Has <see cref="AddConstants"/>.</param>
    public static Esp32s3Sum? Find(Operator op, ImmutableArray<Tensor> tensors)
    {
        AddConstants constants = (AddConstants)op.Constants!;
        bool subtracts = op.Kind == OperatorKind.Sub;
        int[] exact = Exact(constants, subtracts, tensors[op.Inputs[0]].ZeroPoint, tensors[op.Inputs[1]].ZeroPoint, tensors[op.Output].ZeroPoint);
        double output = Factor(constants.OutputMultiplier, constants.OutputShift + constants.LeftShift);
        double slope0 = output * Factor(constants.Multiplier0, constants.Shift0);
        double slope1 = (subtracts ? -output : output) * Factor(constants.Multiplier1, constants.Shift1);
        int most = (int)Math.Min(MaxShift, Math.Floor(Math.Log2(short.MaxValue / Math.Max(slope0, Math.Abs(slope1)))));
        return Enumerable.Range(0, Tries).Select(i => most - i).Where(shift => shift >= 0)
            .Select(shift => Try(exact, Round(slope0, shift), Round(slope1, shift), shift)).FirstOrDefault(found => found is not null);
    }

    /// <summary>FORMAT.md's order.</summary>
    public byte[] ToBytes()
    {
        short[] values = [High0, High1, Low0, Low1, Offset0, Offset1, Shift, 0];
        byte[] bytes = new byte[values.Length * sizeof(short)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), values[i]);
        }

        return bytes;
    }

    private static double Factor(int multiplier, int shift) => Math.ScaleB(multiplier, shift - 31);

    private static long Round(double slope, int shift) => (long)Math.Round(Math.ScaleB(slope, shift + Fraction));

    /// <summary>TFLite's output for each pair, in the order of the first operand, before it is brought to eight bits.</summary>
    private static int[] Exact(AddConstants constants, bool subtracts, int zero0, int zero1, int zero)
    {
        QuantizedMultiplier scale0 = new(constants.Multiplier0, constants.Shift0), scale1 = new(constants.Multiplier1, constants.Shift1);
        QuantizedMultiplier scale = new(constants.OutputMultiplier, constants.OutputShift);
        int[] values = [.. Enumerable.Range(sbyte.MinValue, 1 << Byte)];
        int[] first = [.. values.Select(x => scale0.Apply(unchecked((x - zero0) << constants.LeftShift)))];
        int[] second = [.. values.Select(x => scale1.Apply(unchecked((x - zero1) << constants.LeftShift)))];
        return [.. first.SelectMany(a => second, (a, b) => zero + scale.Apply(unchecked(subtracts ? a - b : a + b)))];
    }

    private static Esp32s3Sum? Try(int[] exact, long a, long b, int shift)
    {
        if (a >> Fraction is > short.MaxValue or < short.MinValue || b >> Fraction is > short.MaxValue or < short.MinValue)
        {
            return null;
        }

        long low = -Unbounded, high = Unbounded; // of c
        for (int x0 = sbyte.MinValue, i = 0; x0 <= sbyte.MaxValue; x0++)
        {
            for (int x1 = sbyte.MinValue; x1 <= sbyte.MaxValue; x1++, i++)
            {
                long below = ((x0 * (a & FractionMask)) + (x1 * (b & FractionMask))) << Byte >> Fraction;
                long sum = below + (((x0 * (a >> Fraction)) + (x1 * (b >> Fraction))) << Byte);
                long value = Math.Clamp(exact[i], sbyte.MinValue, sbyte.MaxValue);
                if (value > sbyte.MinValue)
                {
                    low = Math.Max(low, (value << (shift + Byte)) - sum);
                }

                if (value < sbyte.MaxValue)
                {
                    high = Math.Min(high, ((value + 1) << (shift + Byte)) - 1 - sum);
                }
            }
        }

        return Offsets(low, high) is var (offset0, offset1)
            ? new Esp32s3Sum((short)(a >> Fraction), (short)(b >> Fraction), (short)(a & FractionMask), (short)(b & FractionMask), offset0, offset1, (short)shift)
            : null;
    }

    /// <summary>Two numbers whose product is between two others.</summary>
    private static (short First, short Second)? Offsets(long low, long high)
    {
        for (int second = short.MaxValue; low <= high && second >= LeastOffset; second--)
        {
            long first = (long)Math.Floor((double)high / second);
            if (first * second >= low && first is >= short.MinValue and <= short.MaxValue)
            {
                return ((short)first, (short)second);
            }
        }

        return null;
    }
}
