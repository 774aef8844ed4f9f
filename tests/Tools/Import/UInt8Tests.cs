// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Import;

/// <summary>Models of uint8 values become the int8 models that compute the same, or are refused.</summary>
public class UInt8Tests
{
    [Fact]
    public void A_uint8_model_is_its_int8_twin()
    {
        // Products of these scales are exact in single precision.
        TfLiteModel model = Net.Of((net, x) => PoolingLayers.Softmax(net, Net.Convolution(net, x)));
        model = model with { Subgraphs = [model.Main with { Tensors = [.. model.Main.Tensors.Select(t => Scaled(t, t.Name == "c1" ? 1 / 128f : null))] }] };
        (ModelGraph expected, ModelGraph actual) = (TfLiteImporter.Import(model), TfLiteImporter.Import(Twin(model)));

        actual.Operators.Length.ShouldBe(expected.Operators.Length);
        (ConvolutionConstants a, ConvolutionConstants b) = ((ConvolutionConstants)actual.Operators[1].Constants!, (ConvolutionConstants)expected.Operators[1].Constants!);
        a.Weights.ShouldBe(b.Weights);
        a.Bias.ShouldBe(b.Bias);
        a.Multiplier.ShouldBe(b.Multiplier);
        a.Shift.ShouldBe(b.Shift);
        actual.Tensors.Select(t => (t.Scale, t.ZeroPoint)).ShouldBe(expected.Tensors.Select(t => (t.Scale, t.ZeroPoint)));
        (actual.Boundary.InputType, actual.Boundary.OutputTypes[0]).ShouldBe((BoundaryType.UInt8, BoundaryType.UInt8));
    }

    [Fact]
    public void Scales_are_multiplied_in_single_precision()
    {
        TfLiteModel model = Twin(Net.Of((net, x) => Net.Convolution(net, x)));
        model = Net.With(model, 0, t => Scaled(t, 0.123456f));
        ConvolutionConstants constants = (ConvolutionConstants)TfLiteImporter.Import(model).Operators[1].Constants!;
        float output = model.Main.Tensors[model.Main.Outputs[0]].Quantization!.Scales[0];
        QuantizedMultiplier factor = QuantizedMultiplier.FromReal((double)(0.123456f * 0.01f) / output);
        factor.ShouldNotBe(QuantizedMultiplier.FromReal((double)0.123456f * 0.01f / output));
        constants.Multiplier.ShouldAllBe(multiplier => multiplier == factor.Multiplier);
    }

    [Fact]
    public void Weights_beyond_int8_are_refused() => Refused(
        Net.With(Twin(Net.Of((net, x) => Net.Convolution(net, x))), 1, t => t with { Quantization = TfLiteQuantization.PerTensor(0.01f, 100) }),
        "operator 0 CONV_2D has uint8 weights 'c1' of ");

    [Fact]
    public void Averages_of_even_numbers_are_refused() => Refused(
        Twin(Net.Of((net, x) => net.Operator(
            BuiltinOperator.AVERAGE_POOL_2D, [x.Tensor], net.Like(x, [1, 4, 3, 3]), new Pool2DOptions(TfLitePadding.Valid, 2, 2, 2, 2)))),
        "averages an even number of uint8 values");

    [Fact]
    public void Averages_of_odd_numbers_run() =>
        TfLiteImporter.Import(Twin(Net.Of([1, 7, 7, 4], (net, x) => net.Operator(
            BuiltinOperator.AVERAGE_POOL_2D, [x.Tensor], net.Like(x, [1, 1, 1, 4]), new Pool2DOptions(TfLitePadding.Valid, 1, 1, 7, 7))))).Operators.Length.ShouldBe(2);

    [Fact]
    public void Operators_that_differ_are_refused() => Refused(
        Twin(Net.Of((net, x) => PoolingLayers.Mean(net, x, [1, 2], keep: true))), "operator 0 MEAN computes in uint8 otherwise than in int8");

    private static void Refused(TfLiteModel model, string message) =>
        Should.Throw<UnsupportedModelException>(() => TfLiteImporter.Import(model)).Message.ShouldContain(message);

    private static TfLiteTensor Scaled(TfLiteTensor tensor, float? scale) => scale is { } one && tensor.Quantization is { } q
        ? tensor with { Quantization = q with { Scales = [one] } }
        : tensor;

    /// <summary>The model with every int8 value 128 more.</summary>
    private static TfLiteModel Twin(TfLiteModel model) => model with
    {
        Subgraphs =
        [
            model.Main with
            {
                Tensors = [.. model.Main.Tensors.Select(t => t.Type != TfLiteType.INT8 ? t : t with
                {
                    Type = TfLiteType.UINT8,
                    Quantization = t.Quantization! with { ZeroPoints = [.. t.Quantization.ZeroPoints.Select(z => z + 128)] },
                    Data = t.Data.ToArray().Select(value => (byte)(value ^ 0x80)).ToArray(),
                })],
            },
        ],
    };
}
