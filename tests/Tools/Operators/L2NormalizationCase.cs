// SPDX-License-Identifier: MIT
using System.Numerics;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Networks;
using MCUNetV2.Tools.Tests.Reference;

namespace MCUNetV2.Tools.Tests.Operators;

/// <summary>L2_NORMALIZATION over the last dimension, after gemmlowp's description of its fixed-point functions.</summary>
internal sealed class L2NormalizationCase : OperatorCase
{
    private const int HalfRootOfTwo = 1518500250;

    public override BuiltinOperator Code => BuiltinOperator.L2_NORMALIZATION;

    public override OperatorKind Kind => OperatorKind.L2Normalization;

    public override void Compute(TfLiteOperator @operator, ReferenceTensor?[] inputs, ReferenceTensor output)
    {
        ReferenceTensor input = inputs[0]!;
        int depth = input.Shape[^1];
        for (int row = 0; row < input.Values.Length; row += depth)
        {
            int[] values = [.. input.Values.Skip(row).Take(depth).Select(value => value - input.ZeroPoint)];
            (int multiplier, int shift) = InverseRoot(values.Sum(value => value * value));
            for (int i = 0; i < depth; i++)
            {
                output.Values[row + i] = Math.Clamp(Rounding.Apply(values[i], (multiplier, shift + 7)), -128, 127);
            }
        }
    }

    public override Feature Draw(NetworkSketch net, Feature x) => net.Operator(
        BuiltinOperator.L2_NORMALIZATION, [x.Tensor], net.Activation(x.Shape, 1f / 128, 0, 128 / Math.Sqrt(x.Channels)), new L2NormalizationOptions());

    private static (int Multiplier, int Shift) InverseRoot(int sum)
    {
        if (sum <= 1)
        {
            return (int.MaxValue, 0);
        }

        int right = 11;
        for (; sum >= 1 << 29; sum /= 4)
        {
            right++;
        }

        int pairs = ((BitOperations.LeadingZeroCount((uint)sum) - 1) / 2) - 1;
        right -= pairs;
        int x = (sum << (2 * pairs)) >> 1, half = Rounding.RoundingShift(x, 1), root = 1 << 28;
        for (int i = 0; i < 5; i++)
        {
            int cube = Rounding.SaturatingShift(Rounding.HighMultiply(Rounding.HighMultiply(root, root), root), 6);
            root = Rounding.SaturatingShift(Rounding.HighMultiply(3 << 27, root) - Rounding.HighMultiply(half, cube), 3);
        }

        int multiplier = Rounding.HighMultiply(root, HalfRootOfTwo);
        return right < 0 ? (multiplier << -right, 0) : (multiplier, -right);
    }
}
