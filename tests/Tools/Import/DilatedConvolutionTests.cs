// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Networks;
using MCUNetV2.Tools.Tests.Reference;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Import;

/// <summary>SPACE_TO_BATCH_ND, convolution, BATCH_TO_SPACE_ND is one dilated convolution.</summary>
public class DilatedConvolutionTests
{
    /// <summary>A convolution of a picture whose every block-th pixel is one picture of a batch.</summary>
    private sealed record Case(int Height, int Width, int Channels, int[] Kernel, int[] Block, int[] Pads, int[] Crops, bool IsDepthwise, sbyte[] Weights)
    {
        public static Case Random(int seed)
        {
            Random random = new(seed);
            int[] block = [random.Next(1, 4), random.Next(1, 4)];
            int[] kernel = [random.Next(1, 4), random.Next(1, 4)];
            int[] size = [random.Next(7, 14), random.Next(7, 14)];
            int[] pads = new int[4];
            int[] crops = new int[4];
            for (int axis = 0; axis < 2; axis++)
            {
                pads[2 * axis] = random.Next(4);
                pads[(2 * axis) + 1] = random.Next(4);
                while ((size[axis] + pads[2 * axis] + pads[(2 * axis) + 1]) % block[axis] != 0)
                {
                    pads[(2 * axis) + 1]++;
                }

                crops[(2 * axis) + 1] = random.Next(Math.Min(block[axis], pads[(2 * axis) + 1] + 1));
            }

            int channels = random.Next(1, 5);
            bool isDepthwise = random.Next(2) == 0;
            return new Case(size[0], size[1], channels, kernel, block, pads, crops, isDepthwise,
                [.. Enumerable.Range(0, kernel[0] * kernel[1] * channels * (isDepthwise ? 1 : 3)).Select(_ => (sbyte)random.Next(-127, 128))]);
        }

        public int[] Padded => [Height + Pads[0] + Pads[1], Width + Pads[2] + Pads[3]];

        public int[] Part => [Padded[0] / Block[0], Padded[1] / Block[1]];

        public int Outputs => IsDepthwise ? Channels : 3;

        /// <summary>Of a picture of the batch.</summary>
        public int[] PartOutput => [Part[0] - Kernel[0] + 1, Part[1] - Kernel[1] + 1];

        public int[] Output => [(PartOutput[0] * Block[0]) - Crops[1], (PartOutput[1] * Block[1]) - Crops[3]];

        public Feature Convolution(NetworkSketch net, Feature x, int[] shape, int[] dilation)
        {
            int weights = net.Int8s([IsDepthwise ? 1 : 3, Kernel[0], Kernel[1], Channels], TfLiteQuantization.PerTensor(0.01f, 0), Weights);
            return net.Operator(
                IsDepthwise ? BuiltinOperator.DEPTHWISE_CONV_2D : BuiltinOperator.CONV_2D, [x.Tensor, weights], net.Activation(shape, 0.25f, -7, 50),
                IsDepthwise
                    ? new DepthwiseConv2DOptions(TfLitePadding.Valid, 1, 1, 1, TfLiteActivation.RELU, dilation[0], dilation[1])
                    : new Conv2DOptions(TfLitePadding.Valid, 1, 1, TfLiteActivation.RELU, dilation[0], dilation[1]));
        }

        public TfLiteModel Apart() => Net.Of([1, Height, Width, Channels], (net, x) =>
        {
            int batch = Block[0] * Block[1];
            Feature split = net.Operator(
                BuiltinOperator.SPACE_TO_BATCH_ND, [x.Tensor, net.Int32s(Block), net.Int32s([2, 2], Pads)], net.Like(x, [batch, Part[0], Part[1], Channels]));
            Feature y = Convolution(net, split, [batch, PartOutput[0], PartOutput[1], Outputs], [1, 1]);
            return net.Operator(
                BuiltinOperator.BATCH_TO_SPACE_ND, [y.Tensor, net.Int32s(Block), net.Int32s([2, 2], Crops)], net.Like(y, [1, Output[0], Output[1], Outputs]));
        });

        public TfLiteModel Together() => Net.Of([1, Height, Width, Channels], (net, x) =>
        {
            int[] pads = [0, 0, Pads[0], Pads[1] - Crops[1], Pads[2], Pads[3] - Crops[3], 0, 0];
            Feature padded = net.Operator(
                BuiltinOperator.PAD, [x.Tensor, net.Int32s([4, 2], pads)], net.Like(x, [1, Padded[0] - Crops[1], Padded[1] - Crops[3], Channels]));
            return Convolution(net, padded, [1, Output[0], Output[1], Outputs], Block);
        });

        /// <summary>One picture of the batch alone.</summary>
        public TfLiteModel One() => Net.Of([1, Part[0], Part[1], Channels], (net, x) => Convolution(net, x, [1, PartOutput[0], PartOutput[1], Outputs], [1, 1]));
    }

    [Fact]
    public void They_become_the_padded_dilated_convolution()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Case of = Case.Random(seed);

            ModelGraph graph = TfLiteImporter.Import(of.Apart());

            ModelGraph expected = TfLiteImporter.Import(of.Together());
            graph.Operators.Select(Text).ShouldBe(expected.Operators.Select(Text), $"seed {seed}");
            graph.Tensors.Select(t => (t.Height, t.Width, t.Channels, t.Scale, t.ZeroPoint)).ShouldBe(expected.Tensors.Select(t => (t.Height, t.Width, t.Channels, t.Scale, t.ZeroPoint)));
        }
    }

    /// <summary>What such a convolution computes, one picture of the batch after another.</summary>
    [Fact]
    public void That_computes_what_the_three_do()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Case of = Case.Random(seed);
            Random random = new(seed);
            TfLiteModel together = of.Together();
            int zero = (int)together.Main.Tensors[together.Main.Inputs[0]].Quantization!.ZeroPoints[0];
            int[] input = [.. Enumerable.Range(0, of.Height * of.Width * of.Channels).Select(_ => random.Next(-128, 128))];

            int[] result = new ReferenceInterpreter(together).Run(input)[0].Values;

            int[] expected = new int[result.Length];
            for (int row = 0; row < of.Block[0]; row++)
            {
                for (int column = 0; column < of.Block[1]; column++)
                {
                    int[] part = [.. from y in Enumerable.Range(0, of.Part[0]) from x in Enumerable.Range(0, of.Part[1]) from c in Enumerable.Range(0, of.Channels) select At(y, x, c)];
                    int At(int y, int x, int c)
                    {
                        (int py, int px) = ((y * of.Block[0]) + row - of.Pads[0], (x * of.Block[1]) + column - of.Pads[2]);
                        return py >= 0 && py < of.Height && px >= 0 && px < of.Width ? input[(((py * of.Width) + px) * of.Channels) + c] : zero;
                    }

                    Scatter(of, new ReferenceInterpreter(of.One()).Run(part)[0].Values, row, column, expected);
                }
            }

            result.ShouldBe(expected, $"seed {seed}");
        }
    }

    private static void Scatter(Case of, int[] part, int row, int column, int[] whole)
    {
        for (int i = 0; i < part.Length; i++)
        {
            (int c, int x, int y) = (i % of.Outputs, (i / of.Outputs % of.PartOutput[1] * of.Block[1]) + column, (i / of.Outputs / of.PartOutput[1] * of.Block[0]) + row);
            if (y < of.Output[0] && x < of.Output[1])
            {
                whole[(((y * of.Output[1]) + x) * of.Outputs) + c] = part[i];
            }
        }
    }

    [Fact]
    public void A_batch_that_is_read_elsewhere_stays_one()
    {
        TfLiteModel model = Case.Random(3).Apart();
        TfLiteSubgraph graph = model.Main;
        TfLiteModel both = model with { Subgraphs = [graph with { Outputs = [.. graph.Outputs, graph.Operators[0].Outputs[0]] }] };

        Should.Throw<UnsupportedModelException>(() => TfLiteImporter.Import(both)).Message.ShouldContain("SPACE_TO_BATCH_ND");
    }

    private static string Text(Operator o) => $"{o.Kind} {string.Join(',', o.Inputs)} > {o.Output} {o.Window} {o.Parameter}";
}
