// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Tools.Tests.Reference;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Quantization;

public class QuantizerTests
{
    [Theory]
    [InlineData(RangeMethod.MinMax)]
    [InlineData(RangeMethod.Percentile)]
    [InlineData(RangeMethod.Mse)]
    public void Theint_8_network_agrees_with_the_float_one(RangeMethod ranges)
    {
        FloatGraph graph = SmallClassifier.Create(seed: 1);
        TfLiteModel model = Quantizer.Quantize(graph, SmallClassifier.Pictures(32, seed: 2), new QuantizationOptions { Ranges = ranges }).Model;
        ReferenceInterpreter interpreter = new(TfLiteReader.Read(TfLiteWriter.Write(model)));
        FloatExecutor executor = new(graph);
        foreach (float[] picture in SmallClassifier.Pictures(16, seed: 3))
        {
            int[] input = [.. picture.Select(value => (int)AffineParameters.Pixels.Quantize(value))];
            float exact = executor.Run(picture)[0];

            float actual = AffineParameters.Probability.Dequantize(interpreter.Run(input)[0].Bytes[0]);

            actual.ShouldBe(exact, 0.08, $"{ranges}");
        }
    }

    [Fact]
    public void Weights_have_a_scale_for_each_channel_and_reach_full_range()
    {
        FloatGraph graph = SmallClassifier.Create(seed: 1);
        TfLiteModel model = Quantizer.Quantize(graph, SmallClassifier.Pictures(4, seed: 2), new QuantizationOptions()).Model;
        foreach (TfLiteOperator step in model.Main.Operators.Where(step => step.Code is BuiltinOperator.CONV_2D or BuiltinOperator.DEPTHWISE_CONV_2D))
        {
            TfLiteTensor weights = model.Main.Tensors[step.Inputs[1]];
            int channels = model.Main.Tensors[step.Outputs[0]].Shape[^1];
            weights.Quantization!.Scales.Length.ShouldBe(channels);
            weights.Quantization.ZeroPoints.ShouldAllBe(zeroPoint => zeroPoint == 0);
            sbyte[] values = MemoryMarshal.Cast<byte, sbyte>(weights.Data.Span).ToArray();
            values.Max(value => Math.Abs((int)value)).ShouldBe(sbyte.MaxValue);
        }
    }

    [Fact]
    public void The_report_names_the_layer_that_loses_most()
    {
        FloatGraph graph = SmallClassifier.Create(seed: 1);
        // A range far too wide leaves this layer two or three steps.
        int victim = graph.Operators[3].Output;
        QuantizationOptions options = new() { KnownRanges = new Dictionary<int, ValueRange> { [victim] = new(-300, 300) } };

        QuantizedModel quantized = Quantizer.Quantize(graph, SmallClassifier.Pictures(8, seed: 2), options);

        LayerError worst = quantized.Layers.MinBy(layer => layer.OwnRatio)!;
        worst.Name.ShouldBe(graph.Tensors[victim].Name);
        quantized.Layers.Where(layer => layer != worst).ShouldAllBe(layer => layer.OwnRatio > worst.OwnRatio + 10);
    }

    [Fact]
    public void Pictures_of_another_size_are_refused()
    {
        Should.Throw<ArgumentException>(() => Quantizer.Quantize(SmallClassifier.Create(1), [new float[5]], new QuantizationOptions()))
            .Message.ShouldContain("at least one picture of 432 values");
    }

    /// <summary>A bias in steps of input scale x weight scale would not fit in 32 bits: the weights' scale grows until it does.</summary>
    [Fact]
    public void A_bias_that_does_not_fit_is_held_and_said()
    {
        FloatGraphBuilder builder = new("large bias");
        int input = builder.Input("input", 2, 2, 3);
        int conv = builder.Convolution("conv", input, FloatWindow.Square(1, 1), false, [1e-6f, 2e-6f, 3e-6f, 1, 2, 3], [9000, 0.5f], TfLiteActivation.NONE);
        FloatGraph graph = builder.Build(input, conv);
        float[] picture = [.. Enumerable.Range(0, 12).Select(i => i / 12f)];

        QuantizedModel quantized = Quantizer.Quantize(graph, [picture], new QuantizationOptions());

        TfLiteSubgraph main = quantized.Model.Main;
        TfLiteOperator step = main.Operators.ShouldHaveSingleItem();
        int bias = MemoryMarshal.Cast<byte, int>(main.Tensors[step.Inputs[2]].Data.Span)[0];
        float scale = main.Tensors[step.Inputs[2]].Quantization!.Scales[0];
        (bias * (double)scale).ShouldBe(9000, 1e-3);
        bias.ShouldBeLessThan(1 << 30);
        new ReferenceInterpreter(quantized.Model).Run([.. picture.Select(value => (int)AffineParameters.Pixels.Quantize(value))])[0].Bytes[0].ShouldBe(sbyte.MaxValue);
    }

    [Fact]
    public void Dead_layers_and_blurred_rows_are_said()
    {
        FloatGraphBuilder builder = new("dead");
        int input = builder.Input("input", 2, 2, 3);
        int dead = builder.Convolution("silent", input, FloatWindow.Square(1, 1), false, [-1, -2, -3, -1, -1, -1], [0, 0], TfLiteActivation.RELU);
        int zero = builder.Convolution("zero", dead, FloatWindow.Square(1, 1), false, [0, 0, 0, 0], [0.25f, 0.5f], TfLiteActivation.NONE);
        int rows = builder.FullyConnected("rows", zero, [.. Enumerable.Range(0, 16).Select(i => i < 8 ? 1f : 0.001f * i)], [0, 0]);
        FloatGraph graph = builder.Build(input, rows);

        QuantizedModel quantized = Quantizer.Quantize(graph, [[.. Enumerable.Repeat(0.5f, 12)]], new QuantizationOptions());

        quantized.Warnings.ShouldContain(line => line.StartsWith("only 1 calibration picture"));
        quantized.Warnings.ShouldContain(line => line.Contains("one plain colour"));
        quantized.Warnings.ShouldContain(line => line.StartsWith("layer silent is dead"));
        quantized.Warnings.ShouldContain("layer zero is dead: all its weights are zero");
        // A row that the other's scale would blur gets one of its own.
        TfLiteOperator last = quantized.Model.Main.Operators[^1];
        quantized.Model.Main.Tensors[last.Inputs[1]].Quantization!.Scales.Length.ShouldBe(2);
        // No scale is so small that the next layer's biases would not fit.
        quantized.Model.Main.Tensors.Where(tensor => tensor.Type == TfLiteType.INT8).ShouldAllBe(tensor => tensor.Quantization!.Scales.All(scale => scale > 1e-6f));
    }

    [Fact]
    public void Equalized_channels_change_no_result_and_lose_less()
    {
        FloatGraphBuilder builder = new("uneven");
        int input = builder.Input("input", 6, 6, 3);
        Random random = new(4);
        float[] Weights(int count, Func<int, float> size) => [.. Enumerable.Range(0, count).Select(i => ((2 * random.NextSingle()) - 1) * size(i))];
        // Eight channels whose sizes differ by a thousand, and a layer that reads them all alike.
        int first = builder.Convolution(
            "first", input, FloatWindow.Square(3, 1), false, [.. Weights(8 * 27, i => MathF.Pow(10, (i / 27 % 4) - 3))], [.. new float[8]], TfLiteActivation.RELU);
        int second = builder.Convolution("second", first, FloatWindow.Square(1, 1), false, [.. Weights(32, i => MathF.Pow(10, 3 - (i % 4)))], [.. new float[4]]);
        FloatGraph graph = builder.Build(input, second);
        float[][] pictures = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 108).Select(_ => random.NextSingle()).ToArray())];

        double plain = Quantizer.Quantize(graph, pictures, new QuantizationOptions()).Layers[^1].TotalRatio;
        double equalized = Quantizer.Quantize(graph, pictures, new QuantizationOptions { Equalize = true }).Layers[^1].TotalRatio;

        equalized.ShouldBeGreaterThan(plain + 10);
    }
}
