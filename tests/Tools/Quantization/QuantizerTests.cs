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
}
