// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Security.Cryptography;
using MCUNetV2.Compiler.Backends;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Tools.Tests.Operators;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Packages;

/// <summary>A layout that lays the same constants out otherwise needs another number, or old packages would be read wrongly.</summary>
public class LayoutNumberTests
{
    /// <summary>
    /// Layout and its number, kind, hash of what the layout makes of the constants below. A new operator has its rows in its <see cref="OperatorCase"/>; a changed layout
    /// gets another number and all its rows again. Rows are added, never changed.
    /// </summary>
    private const string Known = """
        Portable 1 Conv2D e18940150ca7200e
        Portable 1 DepthwiseConv2D ea1ae58b564df17e
        Portable 1 Add 6011a79cbbfea83e
        Portable 1 Sub c165f4d7f9f8c503
        Portable 1 Mul 5923ed6c52264229
        Portable 1 Lookup cd0f337ab3e6f7b4
        Portable 1 Mean 017791cbed1a30ed
        Portable 1 ResizeNearest 09be6b9e70d8204d
        Portable 1 Softmax 904f58dad211613f
        Portable 1 Prelu 63d499e771979eca
        Portable 1 Div c015741f1e806309
        Portable 1 SquaredDifference 26eb93dd92f70d55
        Portable 1 ResizeLinear c86896f3af6e81e7
        Portable 1 StridedCopy c07689fcef4b880b
        Portable 1 TransposeConv c94efd782a69b765
        Armv7em 1 Conv2D 3dffe2660d9f17ed
        Armv7em 1 DepthwiseConv2D 61c197fbfb9f8561
        Armv7em 1 Add 6011a79cbbfea83e
        Armv7em 1 Sub c165f4d7f9f8c503
        Armv7em 1 Mul 5923ed6c52264229
        Armv7em 1 Lookup cd0f337ab3e6f7b4
        Armv7em 1 Mean 017791cbed1a30ed
        Armv7em 1 ResizeNearest 09be6b9e70d8204d
        Armv7em 1 Softmax 904f58dad211613f
        Armv7em 1 Prelu 63d499e771979eca
        Armv7em 1 Div c015741f1e806309
        Armv7em 1 SquaredDifference 26eb93dd92f70d55
        Armv7em 1 ResizeLinear c86896f3af6e81e7
        Armv7em 1 StridedCopy c07689fcef4b880b
        Rv32 1 Conv2D 43eec26b570751f0
        Rv32 1 DepthwiseConv2D 75487068e3cb9711
        Rv32 1 Add 6011a79cbbfea83e
        Rv32 1 Sub c165f4d7f9f8c503
        Rv32 1 Mul 5923ed6c52264229
        Rv32 1 Lookup cd0f337ab3e6f7b4
        Rv32 1 Mean 017791cbed1a30ed
        Rv32 1 ResizeNearest 09be6b9e70d8204d
        Rv32 1 Softmax 904f58dad211613f
        Rv32 1 Prelu 63d499e771979eca
        Rv32 1 Div c015741f1e806309
        Rv32 1 SquaredDifference 26eb93dd92f70d55
        Rv32 1 ResizeLinear c86896f3af6e81e7
        Rv32 1 StridedCopy c07689fcef4b880b
        Esp32s3 1 Conv2D f044c3e8ea33099b
        Esp32s3 1 DepthwiseConv2D 0da9f9f248b341ce
        Esp32s3 1 Add 6011a79cbbfea83e
        Esp32s3 1 Sub c165f4d7f9f8c503
        Esp32s3 1 Mul 5923ed6c52264229
        Esp32s3 1 Lookup cd0f337ab3e6f7b4
        Esp32s3 1 Mean 017791cbed1a30ed
        Esp32s3 1 ResizeNearest 09be6b9e70d8204d
        Esp32s3 1 Softmax 904f58dad211613f
        Esp32s3 1 Prelu 63d499e771979eca
        Esp32s3 1 Div c015741f1e806309
        Esp32s3 1 SquaredDifference 26eb93dd92f70d55
        Esp32s3 2 Conv2D dd998db14af04afa
        Esp32s3 2 DepthwiseConv2D 4fe97ce282b531f1
        Esp32s3 2 Add 8e628e8fe67d3a73
        Esp32s3 2 Sub 5b603bc801b87dca
        Esp32s3 2 Mul 5923ed6c52264229
        Esp32s3 2 Lookup cd0f337ab3e6f7b4
        Esp32s3 2 Mean 017791cbed1a30ed
        Esp32s3 2 ResizeNearest 09be6b9e70d8204d
        Esp32s3 2 Softmax 904f58dad211613f
        Esp32s3 2 Prelu 63d499e771979eca
        Esp32s3 2 Div c015741f1e806309
        Esp32s3 2 SquaredDifference 26eb93dd92f70d55
        Esp32s3 2 ResizeLinear c86896f3af6e81e7
        Esp32s3 2 StridedCopy c07689fcef4b880b
        """;

    /// <summary>Of <see cref="Operators"/>: their zero points.</summary>
    private static readonly ImmutableArray<Tensor> Tensors = [.. new[] { 3, -5, 7 }.Select(zero => new Tensor("", 1, 1, 1, 1, zero))];

    [Fact]
    public void Constants_lie_as_the_number_of_their_layout_says()
    {
        string[] present = [.. Enum.GetValues<Target>().SelectMany(Rows)];
        IEnumerable<string> known = OperatorCase.All.Select(c => c.Layouts).Prepend(Known).SelectMany(rows => rows.Split('\n', StringSplitOptions.TrimEntries));
        string[] missing = [.. present.Except(known)];
        missing.ShouldBeEmpty(
            "what a layout makes of constants is none of the known rows. Did its bytes change? Raise its MCUNET_LAYOUT_..._VERSION in mcunet/format.h, generate, and add its " +
            $"rows; for a new operator add them under the same number:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void Every_kind_with_constants_is_known()
    {
        OperatorKind[] without = [OperatorKind.Input, OperatorKind.MaxPool2D, OperatorKind.AveragePool2D, OperatorKind.Pad, OperatorKind.Concatenation, OperatorKind.Reshape, OperatorKind.Transpose,
            OperatorKind.Maximum, OperatorKind.Minimum, OperatorKind.ArgMax, .. OperatorCase.All.Select(c => c.Kind)];
        Enum.GetValues<OperatorKind>().Except(without).Except(Operators().Select(op => op.Kind)).ShouldBeEmpty("add constants of it to Operators, or the kind to those without");
    }

    private static IEnumerable<string> Rows(Target target)
    {
        ConstantsLayout layout = ConstantsLayouts.Of(target);
        // Only portable kernels read TRANSPOSE_CONV's.
        foreach (IGrouping<OperatorKind, Operator> kind in Operators().GroupBy(op => op.Kind).Where(kind => kind.Key != OperatorKind.TransposeConv || target == Target.Portable))
        {
            byte[] bytes = [.. kind.Where(op => layout.Holds(op, Tensors)).SelectMany(op => layout.Write(op, Tensors))];
            yield return $"{target} {FormatNumbers.LayoutVersions[(int)target]} {kind.Key} {Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}";
        }
    }

    /// <summary>Every kind with constants; convolutions of sizes that fill whole groups, pairs and quads, and of sizes that do not.</summary>
    private static IEnumerable<Operator> Operators()
    {
        Random random = new(1);
        foreach ((int kernel, int inputs, int outputs) in new[] { (1, 8, 4), (3, 3, 5), (5, 7, 2), (2, 16, 9) })
        {
            yield return Convolution(OperatorKind.Conv2D, random, kernel, outputs, kernel * kernel * inputs * outputs);
        }

        foreach ((int kernel, int channels) in new[] { (3, 8), (5, 6), (7, 3) })
        {
            yield return Convolution(OperatorKind.DepthwiseConv2D, random, kernel, channels, kernel * kernel * channels);
        }

        yield return new Operator(OperatorKind.Add, [0, 1], 2, 0) { Constants = new AddConstants(20, 1 << 30, 0, 1234567890, -1, 1345678901, -18) };
        yield return new Operator(OperatorKind.Sub, [0, 1], 2, 0) { Constants = new AddConstants(20, 1456789012, -2, 1 << 30, 0, 1567890123, -17) };
        yield return new Operator(OperatorKind.Mul, [0, 1], 2, 0) { Constants = new MulConstants(1678901234, -7) };
        yield return new Operator(OperatorKind.Lookup, [0], 1, 0) { Constants = new LookupConstants([.. Enumerable.Range(0, 256).Select(i => (sbyte)(i * 7))]) };
        yield return new Operator(OperatorKind.Mean, [0], 1, 0) { Constants = new MeanConstants(1789012345, -9, 640) };
        yield return new Operator(OperatorKind.ResizeNearest, [0], 1, 0) { Constants = new ResizeConstants([0, 0, 1, 1], [0, 1, 1, 2, 2]) };
        yield return new Operator(OperatorKind.ResizeLinear, [0], 1, 0) { Constants = new ResizeLinearConstants([0, 0, 1, 1], [0, 1, 1, 2, 2], [0, 512, 0, 512], [0, 3, 1023, 5, 0]) };
        yield return new Operator(OperatorKind.StridedCopy, [0], 1, 0)
        {
            Constants = new CopyConstants([1, 0, 7], [new CopyLoop(3, Axis.Row, Axis.Row, 2), new CopyLoop(5, Axis.Column, Axis.Channel, -1), new CopyLoop(4, Axis.Channel, Axis.Column, 1)]),
        };
        yield return Convolution(OperatorKind.TransposeConv, random, 3, 5, 3 * 3 * 4 * 5);
        yield return new Operator(OperatorKind.Softmax, [0], 1, 0) { Constants = new SoftmaxConstants([.. Enumerable.Range(0, 256).Select(i => int.MaxValue >> (i / 8))]) };
        yield return new Operator(OperatorKind.Prelu, [0, 1], 2, 0) { Constants = new PreluConstants(1890123456, 0, 1123456789, -6) };
        yield return new Operator(OperatorKind.Div, [0, 1], 2, 0) { Constants = new DivConstants(1901234567, 3) };
        yield return new Operator(OperatorKind.SquaredDifference, [0, 1], 2, 0)
        {
            Constants = new SquaredDifferenceConstants(new(1 << 30, 0), new(2012345678, -1), new(1987654321, -19)),
        };
        foreach (Operator @operator in OperatorCase.All.SelectMany(c => c.Constants))
        {
            yield return @operator;
        }
    }

    private static Operator Convolution(OperatorKind kind, Random random, int kernel, int outputs, int weights) => new(kind, [0], 1, 0)
    {
        Window = new Window(kernel, kernel),
        Parameter = 1,
        Constants = new ConvolutionConstants(
            [.. Enumerable.Range(0, outputs).Select(_ => random.Next(-20000, 20000))],
            [.. Enumerable.Range(0, outputs).Select(_ => random.Next(1 << 30, int.MaxValue))],
            [.. Enumerable.Range(0, outputs).Select(_ => (sbyte)random.Next(-12, -4))],
            [.. Enumerable.Range(0, weights).Select(_ => (sbyte)random.Next(-127, 128))]),
    };
}
