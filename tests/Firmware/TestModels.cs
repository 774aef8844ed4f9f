// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Small models whose outputs are known without arithmetic, as packages.</summary>
internal static class TestModels
{
    /// <summary>Output = input.</summary>
    public static byte[] Identity(int height, int width, int channels, float scale = 1 / 256f, int zeroPoint = -128, Head? head = null, Target target = Target.Portable)
    {
        Tensor input = new("input", height, width, channels, scale, zeroPoint);
        Operator copy = Lookup(0, 1, value => value);
        ModelGraph graph = new("identity", [input, input with { Name = "output" }], [InputOperator, copy], [1]) { Head = head };
        return PackageWriter.Write(Schedules.Layers(graph, target));
    }

    /// <summary>Two pointwise operators, so that patches have something to walk over; output = input.</summary>
    public static byte[] IdentityInPatches(int height, int width, int channels, int rows, int columns)
    {
        Tensor input = new("input", height, width, channels, 1 / 256f, -128);
        ModelGraph graph = new(
            "identity",
            [input, input with { Name = "negative" }, input with { Name = "output" }],
            [InputOperator, Lookup(0, 1, value => (sbyte)(-1 - value)), Lookup(1, 2, value => (sbyte)(-1 - value))],
            [2]);
        return PackageWriter.Write(Schedules.Patches(graph, Target.Portable, rows, columns, 1));
    }

    /// <summary>
    /// A wake word model that takes bright frames for persons: grey input, mean over the picture, and the probabilities
    /// (255 - mean, mean) / 256 of "nobody" and "person".
    /// </summary>
    public static byte[] Brightness(int height, int width)
    {
        Tensor input = new("input", height, width, 1, 1 / 256f, -128);
        Tensor mean = new("mean", 1, 1, 1, 1 / 256f, -128);
        ImmutableArray<Operator> operators = ImmutableArray.Create(
            InputOperator,
            new Operator(OperatorKind.Mean, [0], 1, 0)
            {
                Window = new Window(height, width),
                Constants = Mean(height * width),
            },
            Lookup(1, 2, value => (sbyte)(-1 - value)),
            new Operator(OperatorKind.Concatenation, [2, 1], 3, 2) { Parameter = 2 });
        ModelGraph graph = new(
            "brightness",
            [input, mean, mean with { Name = "nobody" }, new Tensor("output", 1, 1, 2, 1 / 256f, -128)],
            operators,
            [3])
        {
            Head = new ClassifierHead(["nobody", "person"]),
        };
        return PackageWriter.Write(Schedules.Layers(graph, Target.Portable));
    }

    /// <summary>A detector of one cell, whose 18 values are the 3 x 6 grey pixels of its input: three anchors and one class, or sides of four bins and two classes.</summary>
    public static byte[] PixelsToBoxes(DetectorHead head)
    {
        ModelGraph graph = new(
            "boxes",
            [new Tensor("input", 3, 6, 1, 0.1f, 0), new Tensor("output", 1, 1, 18, 0.1f, 0)],
            [InputOperator, new Operator(OperatorKind.Reshape, [0], 1, 0)],
            [1]) { Head = head };
        return PackageWriter.Write(Schedules.Layers(graph, Target.Portable));
    }

    private static Operator InputOperator => new(OperatorKind.Input, [], 0, 0);

    private static Operator Lookup(int input, int output, Func<sbyte, sbyte> function) => new(OperatorKind.Lookup, [input], output, 0)
    {
        Constants = new LookupConstants([.. Enumerable.Range(0, 256).Select(index => function((sbyte)(byte)index))]),
    };

    /// <summary>1 / count as a multiplier in [2^30, 2^31) and a shift; the zero points are both -128.</summary>
    private static MeanConstants Mean(int count)
    {
        int shift = 0;
        double value = 1.0 / count;
        while (value < 0.5)
        {
            value *= 2;
            shift--;
        }

        return new MeanConstants((int)Math.Round(value * (1L << 31)), shift, 128 * count);
    }
}
