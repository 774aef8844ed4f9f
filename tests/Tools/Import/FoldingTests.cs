// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Import;

/// <summary>What costs nothing on the device is not there; what cannot be folded is.</summary>
public class FoldingTests
{
    private static readonly int[] ToNhwc = [0, 2, 3, 1];
    private static readonly int[] ToNchw = [0, 3, 1, 2];

    [Fact]
    public void Padding_joins_a_valid_convolution()
    {
        TfLiteModel model = Net.Of((net, x) => Net.Convolution(net, Net.Pad(net, x, 0, 0, 1, 2, 2, 1, 0, 0), stride: 2, TfLitePadding.Valid));

        ModelGraph graph = TfLiteImporter.Import(model);

        graph.Operators.Select(o => o.Kind).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D]);
        (graph.Operators[1].Window.PadTop, graph.Operators[1].Window.PadLeft).ShouldBe((1, 2));
        graph.Tensors[graph.Outputs[0]].Height.ShouldBe(5);
    }

    [Fact]
    public void Padding_adds_to_that_of_a_same_convolution() =>
        TfLiteImporter.Import(Net.Of((net, x) => Net.Convolution(net, Net.Pad(net, x, 0, 0, 1, 1, 1, 1, 0, 0))))
            .Operators[1].Window.PadTop.ShouldBe(2);

    [Fact]
    public void Padding_wider_than_the_kernel_stays() =>
        Net.Kinds(Net.Of((net, x) => Net.Convolution(net, Net.Pad(net, x, 0, 0, 3, 0, 0, 0, 0, 0), padding: TfLitePadding.Valid)))
            .ShouldBe([OperatorKind.Input, OperatorKind.Pad, OperatorKind.Conv2D]);

    [Fact]
    public void Padding_of_channels_stays() =>
        Net.Kinds(Net.Of((net, x) => Net.Convolution(net, Net.Pad(net, x, 0, 0, 0, 0, 0, 0, 0, 1))))
            .ShouldBe([OperatorKind.Input, OperatorKind.Pad, OperatorKind.Conv2D]);

    [Fact]
    public void A_channels_first_body_runs_channels_last()
    {
        TfLiteModel model = Net.Of([1, 3, 8, 6], (net, x) => MovementLayers.Transpose(
            net, Net.Convolution(net, MovementLayers.Transpose(net, x, ToNhwc)), ToNchw));
        model = model with
        {
            Subgraphs = [model.Main with { Outputs = [model.Main.Operators[^1].Inputs[0]], Operators = model.Main.Operators[..^1] }],
        };

        ModelGraph graph = TfLiteImporter.Import(model);

        graph.Operators.Select(o => o.Kind).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D]);
        graph.Boundary.InputAxes.ShouldBe([2, 3, 1]);
        (graph.Tensors[graph.Input].Height, graph.Tensors[graph.Input].Channels).ShouldBe((8, 3));
        graph.Boundary.ToDeviceOrder<int>([.. Enumerable.Range(0, 144)])[..4].ShouldBe([0, 48, 96, 1]);
    }

    [Fact]
    public void Turning_there_and_back_costs_nothing() =>
        Net.Kinds(Net.Of((net, x) =>
        {
            Feature turned = MovementLayers.Transpose(net, Net.Convolution(net, x), ToNchw);
            Feature gate = net.Operator(BuiltinOperator.LOGISTIC, [turned.Tensor], net.Activation(turned.Shape, 1f / 256, -128, 60));
            return Net.Convolution(net, MovementLayers.Transpose(net, gate, ToNhwc));
        })).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D, OperatorKind.Lookup, OperatorKind.Conv2D]);

    [Fact]
    public void An_output_keeps_the_declared_order() =>
        Net.Kinds(Net.Of((net, x) => MovementLayers.Transpose(net, Net.Convolution(net, x), ToNchw)))
            .ShouldBe([OperatorKind.Input, OperatorKind.Conv2D, OperatorKind.Transpose]);

    [Fact]
    public void Flattening_is_free_in_any_order() =>
        Net.Kinds(Net.Of((net, x) =>
        {
            Feature turned = MovementLayers.Transpose(net, Net.Convolution(net, x), ToNchw);
            return ConvolutionLayers.FullyConnected(net, MovementLayers.Reshape(net, turned, [1, turned.Count]), 5, turned.Count);
        })).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D, OperatorKind.Conv2D]);

    [Fact]
    public void Operators_that_lead_nowhere_are_dropped()
    {
        TfLiteModel model = Net.Of((net, x) =>
        {
            net.Operator(BuiltinOperator.LSTM, [x.Tensor], net.Like(x, x.Shape));
            return Net.Convolution(net, x);
        });

        Net.Kinds(model).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D]);
    }

    [Fact]
    public void A_shape_computed_at_run_time_is_the_declared_one() =>
        Net.Kinds(Net.Of((net, x) =>
        {
            Feature y = Net.Convolution(net, x);
            Feature shape = net.Operator(BuiltinOperator.SHAPE, [y.Tensor], net.Like(y, [4]));
            Feature flat = net.Operator(BuiltinOperator.RESHAPE, [y.Tensor, shape.Tensor], net.Like(y, [1, y.Count]));
            return ConvolutionLayers.FullyConnected(net, flat, 5, y.Count);
        })).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D, OperatorKind.Conv2D]);

    [Fact]
    public void A_clamp_of_its_own_joins_the_convolution_before_it()
    {
        ModelGraph graph = TfLiteImporter.Import(Net.Of((net, x) =>
        {
            Feature y = Net.Convolution(net, x);
            return net.Operator(BuiltinOperator.RELU, [y.Tensor], net.Like(y, y.Shape));
        }));

        graph.Operators.Select(o => o.Kind).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D]);
        graph.Operators[1].ActivationMin.ShouldBe(graph.Tensors[graph.Outputs[0]].ZeroPoint);
        graph.Operators[1].Merged.ShouldBe([0]);
    }

    [Fact]
    public void Functions_of_one_value_become_one_table() =>
        Net.Kinds(Net.Of((net, x) =>
        {
            Feature y = net.Operator(BuiltinOperator.LOGISTIC, [x.Tensor], net.Activation(x.Shape, 1f / 256, -128, 60));
            return net.Operator(BuiltinOperator.QUANTIZE, [y.Tensor], net.Activation(y.Shape, 1.0));
        })).ShouldBe([OperatorKind.Input, OperatorKind.Lookup]);

    [Fact]
    public void A_requantisation_to_the_same_is_dropped() =>
        Net.Kinds(Net.Of((net, x) =>
        {
            Feature y = Net.Convolution(net, x);
            return net.Operator(BuiltinOperator.QUANTIZE, [y.Tensor], net.Like(y, y.Shape));
        })).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D]);
}
