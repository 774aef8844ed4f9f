// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Import;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Whatever compiles runs: models that are as large as a limit of the format run on every layout, those that are one larger are refused by name.</summary>
public class LimitTests
{
    private const int Longest = FormatNumbers.MaxDimension;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_longest_image(bool rows)
    {
        Runs(Image(Longest, rows));
        Refused(Image(Longest + 1, rows), "the limits are 8192 x 8192 x 32767");
    }

    [Theory]
    [InlineData(Longest, 1, true)]
    [InlineData(Longest, 1, false)]
    [InlineData(33, 255, true)] // from the first tap to the last: 8,161
    public void The_longest_kernel(int kernel, int dilation, bool rows) => Runs(Kernel(kernel, dilation, rows));

    [Fact]
    public void A_kernel_that_dilation_makes_too_long() => Refused(Kernel(34, 255, rows: true), "a dilated kernel of more than 8192 pixels");

    [Fact]
    public void The_most_channels()
    {
        Runs(Lookups(FormatNumbers.MaxChannels));
        Refused(Lookups(FormatNumbers.MaxChannels + 1), "the limits are 8192 x 8192 x 32767");
    }

    [Fact]
    public void The_most_inputs()
    {
        Runs(Joined(FormatNumbers.MaxInputs));
        Refused(Joined(FormatNumbers.MaxInputs + 1), "16");
    }

    private static void Runs(TfLiteModel model) => ScheduleComparison.Check(
        model, 1, graph => [.. Enum.GetValues<Target>().Select(target => Schedules.Layers(graph, target)), Planner.Stream(graph, Target.Portable, new PlanLimits()).Front[0]]);

    private static void Refused(TfLiteModel model, string message) =>
        Should.Throw<UnsupportedModelException>(() => TfLiteImporter.Import(model)).Message.ShouldContain(message);

    private static TfLiteModel Image(int length, bool rows) => Net.Of(
        rows ? [1, length, 1, 1] : [1, 1, length, 1],
        (net, x) => net.Operator(BuiltinOperator.MAX_POOL_2D, [x.Tensor], net.Like(x, x.Shape), new Pool2DOptions(TfLitePadding.Same, 1, 1, 3, 3)));

    private static TfLiteModel Kernel(int kernel, int dilation, bool rows) => Net.Of(
        rows ? [1, Longest, 1, 1] : [1, 1, Longest, 1],
        (net, x) =>
        {
            int extent = ((kernel - 1) * dilation) + 1;
            (TfLitePadding padding, int left) = extent > Longest ? (TfLitePadding.Same, Longest) : (TfLitePadding.Valid, Longest + 1 - extent);
            int weights = net.Int8s(rows ? [2, kernel, 1, 1] : [2, 1, kernel, 1], TfLiteQuantization.PerTensor(0.01f, 0), net.RandomBytes(2 * kernel));
            return net.Operator(
                BuiltinOperator.CONV_2D, [x.Tensor, weights], net.Activation(rows ? [1, left, 1, 2] : [1, 1, left, 2], 30.0),
                new Conv2DOptions(padding, 1, 1, DilationHeight: rows ? dilation : 1, DilationWidth: rows ? 1 : dilation));
        });

    private static TfLiteModel Lookups(int channels) => Net.Of(
        [1, 2, 1, channels], (net, x) => net.Operator(BuiltinOperator.RELU_N1_TO_1, [x.Tensor], net.Like(x, x.Shape)));

    private static TfLiteModel Joined(int inputs) => Net.Of(
        [1, 3, 2, 2],
        (net, x) => net.Operator(
            BuiltinOperator.CONCATENATION, [.. Enumerable.Range(0, inputs).Select(_ => Net.Convolution(net, x).Tensor)], net.Activation([1, 3, 2, 4 * inputs], 3.0),
            new ConcatenationOptions(3)));
}
