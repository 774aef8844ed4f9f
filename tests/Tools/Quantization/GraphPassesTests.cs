// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Passes;
using MCUNetV2.Compiler.TfLite;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Quantization;

public class GraphPassesTests
{
    [Fact]
    public void A_network_declared_channels_first_runs_channels_last()
    {
        FloatGraphBuilder builder = new("channels first");
        int input = builder.Input("input", 4, 5, 3);
        int first = builder.Add(new FloatTensor("first", [1, 3, 4, 5]), number => new FloatTranspose([input], number, [0, 3, 1, 2]));
        int padded = builder.Pad("pad", first, [0, 0, 1, 0], [0, 0, 2, 1]);
        int clipped = builder.Add(new FloatTensor("relu", [1, 3, 7, 6]), number => new FloatClip([padded], number, 0, 6));
        int joined = builder.Add(new FloatTensor("joined", [1, 6, 7, 6]), number => new FloatConcatenation([padded, clipped], number, 1));
        int half = builder.Add(new FloatTensor("half", [1]) { Values = [0.5f] });
        int scaled = builder.Add(new FloatTensor("scaled", [1, 6, 7, 6]), number => new FloatBinary(BinaryKind.Mul, [joined, half], number));
        int last = builder.Add(new FloatTensor("last", [1, 7, 6, 6]), number => new FloatTranspose([scaled], number, [0, 2, 3, 1]));
        int conv = builder.Convolution(
            "conv", last, FloatWindow.Square(3, 1), false, [.. Enumerable.Range(0, 108).Select(i => (i % 7) - 3f)], [0, 1], TfLiteActivation.NONE);
        FloatGraph graph = builder.Build(input, conv);

        FloatGraph improved = GraphPasses.Run(graph);

        improved.Operators.ShouldNotContain(step => step is FloatTranspose || step is FloatReshape);
        float[] picture = [.. Enumerable.Range(0, 60).Select(i => (i * 13 % 17) - 5f)];
        new FloatExecutor(improved).Run(picture).ToArray().Zip(new FloatExecutor(graph).Run(picture).ToArray(), (ours, theirs) => Math.Abs(ours - theirs)).Max()
            .ShouldBeLessThan(1e-3f);
    }

    [Fact]
    public void A_value_that_must_not_grow_is_requantised_before_it_is_joined()
    {
        FloatGraphBuilder builder = new("joined");
        int input = builder.Input("input", 2, 2, 3);
        int logits = builder.Convolution("logits", input, FloatWindow.Square(1, 1), false, [.. Enumerable.Repeat(4f, 6)], [0, 0]);
        int gate = builder.Add(new FloatTensor("gate", [1, 2, 2, 2]), number => new FloatUnary(UnaryKind.Logistic, [logits], number));
        int joined = builder.Add(new FloatTensor("joined", [1, 2, 2, 4]), number => new FloatConcatenation([logits, gate], number, 3));

        FloatGraph graph = GraphPasses.Run(builder.Build(input, joined));

        graph.Operators.Select(step => step.Kind).ShouldBe(["CONV_2D", "LOGISTIC", "QUANTIZE", "CONCATENATION"]);
    }
}
