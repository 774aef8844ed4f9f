// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Import;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Channels;

/// <summary>Which channels go and which stay; whatever goes, the outputs are the reference's.</summary>
public class ChannelRemovalTests
{
    private const int ZeroPoint = -20;

    /// <summary>A bias with which a channel without weights is at the zero point, and one with which it is elsewhere.</summary>
    private const int AtZero = 0;
    private const int Elsewhere = 3000;

    [Theory]
    [InlineData(AtZero, 3, TfLitePadding.Same, 4)]
    [InlineData(Elsewhere, 3, TfLitePadding.Same, 8)]
    [InlineData(Elsewhere, 3, TfLitePadding.Valid, 4)]
    [InlineData(Elsewhere, 1, TfLitePadding.Same, 4)]
    public void A_constant_joins_the_bias_of_its_reader_unless_padding_is_read_in_its_place(int bias, int kernel, TfLitePadding padding, int left) =>
        Counts((net, x) => Convolution(net, Convolution(net, x, 8, 3, dead: 4, bias), 5, kernel, padding: padding)).ShouldBe([3, left, 5]);

    [Fact]
    public void A_constant_that_only_taps_inside_the_image_read_is_removed() =>
        Counts((net, x) => Convolution(net, Convolution(net, x, 8, 3, dead: 4, Elsewhere), 5, 3, (_, tap, i) => tap == 4 || i >= 4)).ShouldBe([3, 4, 5]);

    [Fact]
    public void A_saturated_channel_is_constant() =>
        Counts((net, x) => Convolution(net, Convolution(net, x, 8, 3, (_, _, _) => true, c => c < 4 ? -(1 << 24) : 0), 5, 1)).ShouldBe([3, 4, 5]);

    [Fact]
    public void A_channel_whose_sum_may_wrap_around_is_not_constant() =>
        Counts((net, x) => Convolution(net, Convolution(net, x, 8, 3, (_, _, _) => true, c => c < 4 ? int.MinValue : 0), 5, 1)).ShouldBe([3, 8, 5]);

    [Fact]
    public void A_channel_that_nothing_reads_is_removed_with_what_only_it_reads() =>
        Counts((net, x) => Convolution(
            net, Convolution(net, Convolution(net, x, 8, 3), 8, 1, (c, _, i) => (c < 4) == (i < 4)), 5, 3, (_, _, i) => i >= 4)).ShouldBe([3, 4, 4, 5]);

    [Theory]
    [InlineData(AtZero, 4)]
    [InlineData(Elsewhere, 8)]
    public void A_depthwise_convolution_follows_its_input(int bias, int left) =>
        Counts((net, x) => Convolution(net, Depthwise(net, Convolution(net, x, 8, 1, dead: 4, bias)), 5, 1)).ShouldBe([3, left, left, 5]);

    [Theory]
    [InlineData(4, 4)]
    [InlineData(0, 8)]
    public void A_residual_goes_when_both_its_sides_are_constant(int dead, int left) =>
        Counts((net, x) =>
        {
            Feature a = Convolution(net, x, 8, 3, dead: 4, Elsewhere);
            Feature b = Convolution(net, a, 8, 1, dead, Elsewhere);
            return Convolution(net, ElementwiseLayers.Binary(net, BuiltinOperator.ADD, a, b), 5, 1);
        }).ShouldBe([3, left, left, left, 5]);

    [Fact]
    public void Joined_channels_keep_their_order() =>
        Counts((net, x) =>
        {
            Feature a = Convolution(net, x, 8, 3, dead: 4, AtZero);
            Feature b = Convolution(net, x, 8, 3);
            Feature joined = net.Operator(
                BuiltinOperator.CONCATENATION, [a.Tensor, b.Tensor], net.Like(a, [1, a.Height, a.Width, 16]), new ConcatenationOptions(3));
            return Convolution(net, joined, 5, 3);
        }).ShouldBe([3, 4, 8, 12, 5]);

    [Fact]
    public void Outputs_keep_their_shape() => Counts((net, x) => Convolution(net, x, 8, 3, dead: 4, Elsewhere)).ShouldBe([3, 8]);

    [Theory]
    [InlineData(3, 8)]
    [InlineData(5, 4)]
    [InlineData(8, 4)]
    public void Counts_stay_whole_blocks_of_four(int dead, int left) =>
        Counts((net, x) => Convolution(net, Convolution(net, x, 8, 3, dead, AtZero), 5, 1)).ShouldBe([3, left, 5]);

    [Fact]
    public void Nothing_is_removed_where_all_channels_are_asked_for()
    {
        TfLiteModel model = Net.Of((net, x) => Convolution(net, Convolution(net, x, 8, 3, dead: 4, AtZero), 5, 1));

        TfLiteImporter.Import(model, new ImportOptions(KeepChannels: true)).Tensors[1].Channels.ShouldBe(8);
    }

    /// <summary>Channels of each operator's output, once it is known that the model's outputs are right.</summary>
    private static int[] Counts(Func<NetworkSketch, Feature, Feature> body)
    {
        int[] counts = [];
        ScheduleComparison.Check(Net.Of(body), 1, graph =>
        {
            counts = [.. graph.Operators.Select(o => graph.Tensors[o.Output].Channels)];
            return [Schedules.Layers(graph, Target.Portable), Schedules.Patches(graph, Target.Portable, 2, 3, graph.Operators.Length - 1)];
        }, inputs: TestInputs.Extremes);
        return counts;
    }

    /// <summary>A convolution of which the first channels are the same for every input.</summary>
    private static Feature Convolution(NetworkSketch net, Feature x, int channels, int kernel, int dead, int bias) =>
        Convolution(net, x, channels, kernel, (c, _, _) => c >= dead, c => c < dead ? bias : 0);

    /// <param name="reads">Whether an output channel reads a tap of an input channel.</param>
    private static Feature Convolution(
        NetworkSketch net, Feature x, int channels, int kernel, Func<int, int, int, bool>? reads = null, Func<int, int>? bias = null,
        TfLitePadding padding = TfLitePadding.Same)
    {
        (int taps, int depth) = (kernel * kernel, x.Channels);
        sbyte[] weights = net.RandomBytes(channels * taps * depth, 1);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = reads?.Invoke(i / taps / depth, i / depth % taps, i % depth) == false ? (sbyte)0 : (sbyte)(i % 3 == 0 ? -weights[i] : weights[i]);
        }

        int size = padding == TfLitePadding.Same ? 0 : kernel - 1;
        int[] constants =
        [
            net.Int8s([channels, kernel, kernel, depth], TfLiteQuantization.PerTensor(0.01f, 0), weights),
            net.Int32s([channels], [.. Enumerable.Range(0, channels).Select(c => bias?.Invoke(c) ?? c)], TfLiteQuantization.PerTensor(0.01f * x.Scale, 0)),
        ];
        return net.Operator(
            BuiltinOperator.CONV_2D, [x.Tensor, .. constants], net.Activation([1, x.Height - size, x.Width - size, channels], x.Scale, ZeroPoint, 50),
            new Conv2DOptions(padding, 1, 1));
    }

    private static Feature Depthwise(NetworkSketch net, Feature x)
    {
        int weights = net.Int8s([1, 3, 3, x.Channels], TfLiteQuantization.PerTensor(0.01f, 0), net.RandomBytes(9 * x.Channels, 1));
        return net.Operator(
            BuiltinOperator.DEPTHWISE_CONV_2D, [x.Tensor, weights], net.Activation(x.Shape, x.Scale, ZeroPoint, 50),
            new DepthwiseConv2DOptions(TfLitePadding.Same, 1, 1, 1));
    }
}
