// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.Json;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.TfLite;

public class TfLiteWriterTests
{
    public static TheoryData<TfLiteOptions> EveryOption =>
    [
        new Conv2DOptions(TfLitePadding.Valid, 2, 3, TfLiteActivation.RELU6, 4, 5),
        new DepthwiseConv2DOptions(TfLitePadding.Same, 3, 2, 7, TfLiteActivation.RELU, 5, 4),
        new Pool2DOptions(TfLitePadding.Valid, 2, 3, 4, 5, TfLiteActivation.RELU_N1_TO_1),
        new FullyConnectedOptions(TfLiteActivation.RELU, KeepDimensions: true),
        new SoftmaxOptions(0.5f),
        new ConcatenationOptions(-1, TfLiteActivation.RELU6),
        new AddOptions(TfLiteActivation.RELU6),
        new SubOptions(TfLiteActivation.RELU),
        new MulOptions(TfLiteActivation.RELU6),
        new ReshapeOptions([1, -1, 3]),
        new SqueezeOptions([1, 2]),
        new ResizeNearestNeighborOptions(AlignCorners: true, HalfPixelCenters: true),
        new ReducerOptions(KeepDimensions: true),
    ];

    [Theory]
    [MemberData(nameof(EveryOption))]
    public void Every_field_of_every_option_is_read_back(TfLiteOptions options)
    {
        TfLiteModel model = ModelOf(new TfLiteOperator(BuiltinOperator.CONV_2D, [0, -1], [1], options) { Version = 3 });

        TfLiteOperator actual = RoundTrip(model).Main.Operators[0];

        actual.Version.ShouldBe(3);
        actual.Inputs.ShouldBe([0, -1]);
        actual.Outputs.ShouldBe([1]);
        Json(actual.Options!).ShouldBe(Json(options));
    }

    [Fact]
    public void Tensors_keep_name_shape_quantization_and_data()
    {
        TfLiteTensor constant = new(
            "weights", TfLiteType.INT8, [2, 1, 1, 2], new TfLiteQuantization([0.5f, 0.25f], [0, 0]), new byte[] { 1, 2, 3, 255 });
        TfLiteTensor activation = new("activation", TfLiteType.INT8, [1, 4], TfLiteQuantization.PerTensor(0.125f, -3));

        TfLiteSubgraph actual = RoundTrip(new TfLiteModel("model", [new TfLiteSubgraph("main", [constant, activation], [1], [1], [])])).Main;

        actual.Tensors[0].Name.ShouldBe("weights");
        actual.Tensors[0].Shape.ShouldBe([2, 1, 1, 2]);
        Json(actual.Tensors[0].Quantization!).ShouldBe(Json(constant.Quantization!));
        actual.Tensors[0].Data.ToArray().ShouldBe(constant.Data.ToArray());
        actual.Tensors[1].Data.IsEmpty.ShouldBeTrue();
        Json(actual.Tensors[1].Quantization!).ShouldBe(Json(activation.Quantization!));
    }

    [Fact]
    public void Custom_operators_and_late_ones_keep_their_code()
    {
        TfLiteOperator custom = new(BuiltinOperator.CUSTOM, [0], [1]) { CustomCode = "Detection" };
        TfLiteOperator late = new(BuiltinOperator.GELU, [0], [1]);

        ImmutableArray<TfLiteOperator> actual = RoundTrip(ModelOf(custom, late, custom)).Main.Operators;

        actual.Select(step => step.Name).ShouldBe(["CUSTOM Detection", "GELU", "CUSTOM Detection"]);
    }

    [Theory]
    [InlineData("mcunet_person_detection_128x160")]
    [InlineData("mlperf_vww_96")]
    public void Writing_a_published_model_again_loses_nothing(string name)
    {
        TfLiteModel model = TfLiteReader.ReadFile(SharedFiles.Model(name));

        byte[] written = TfLiteWriter.Write(model);

        written.ShouldBe(TfLiteWriter.Write(TfLiteReader.Read(written)), "writing is deterministic");
        TfLiteSubgraph actual = TfLiteReader.Read(written).Main;
        actual.Operators.Select(step => step.Name).ShouldBe(model.Main.Operators.Select(step => step.Name));
        for (int tensor = 0; tensor < model.Main.Tensors.Length; tensor++)
        {
            actual.Tensors[tensor].Data.Span.SequenceEqual(model.Main.Tensors[tensor].Data.Span).ShouldBeTrue(model.Main.Tensors[tensor].Name);
        }
    }

    // Records compare immutable arrays by reference.
    private static string Json(object record) => JsonSerializer.Serialize(record, record.GetType());

    private static TfLiteModel ModelOf(params TfLiteOperator[] operators)
    {
        TfLiteTensor tensor = new("tensor", TfLiteType.INT8, [1, 4], TfLiteQuantization.PerTensor(1, 0));
        return new TfLiteModel("model", [new TfLiteSubgraph("main", [tensor, tensor], [0], [1], [.. operators])]);
    }

    private static TfLiteModel RoundTrip(TfLiteModel model) => TfLiteReader.Read(TfLiteWriter.Write(model));
}
