// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Import;

/// <summary>Models that end in TFLite_Detection_PostProcess.</summary>
public class DetectionPostProcessTests
{
    private static readonly (string, float)[] Usual = [("h_scale", 5), ("num_classes", 3), ("w_scale", 5), ("x_scale", 10), ("y_scale", 10)];

    [Fact]
    public void The_operator_becomes_the_head()
    {
        ModelGraph graph = TfLiteImporter.Import(Model(Grid(), Usual));

        graph.Outputs.Length.ShouldBe(2);
        CandidatesHead head = graph.Head.ShouldBeOfType<CandidatesHead>();
        head.Scores.ShouldBe(new ClassScores(3, ScoreActivation.None, true));
        head.Flags.ShouldBe(CandidateFlags.YFirst | CandidateFlags.Exponential);
        (head.CenterScale, head.SizeScale).ShouldBe((0.1f, 0.2f));
        CandidateGroup group = head.Groups.ShouldHaveSingleItem();
        (group.Begin, group.Total, group.Scores, group.Box).ShouldBe((0, 48, new ValuePlace(1, 0), new ValuePlace(0, 0)));
        (group.Anchors.Rows, group.Anchors.Columns, group.Anchors.CellWidth, group.Anchors.CellHeight).ShouldBe((8, 6, 1, 1));
        Anchor anchor = group.Anchors.Anchors.ShouldHaveSingleItem();
        (anchor.X, anchor.Y).ShouldBe((0.5, 0.5));
        anchor.Width!.Value.ShouldBe(0.25 * 6, 1e-6);
        anchor.Height!.Value.ShouldBe(0.5 * 8, 1e-6);
    }

    [Fact]
    public void Anchors_that_lie_on_no_grid_are_listed()
    {
        float[] anchors = Grid();
        anchors[40] += 0.01f;

        CandidateGroup group = TfLiteImporter.Import(Model(anchors, Usual)).Head.ShouldBeOfType<CandidatesHead>().Groups.ShouldHaveSingleItem();

        (group.Anchors.Rows, group.Anchors.Columns).ShouldBe((1, 1));
        group.Anchors.Anchors.Length.ShouldBe(48);
        group.Anchors.Anchors[10].Y!.Value.ShouldBe(8 * anchors[40], 1e-5);
    }

    [Fact]
    public void A_head_file_comes_before_it()
    {
        FomoHead head = new(new ClassScores(4, ScoreActivation.Sigmoid, false));

        TfLiteImporter.Import(Model(Grid(), Usual), new ImportOptions(Head: head)).Head.ShouldBe(head);
    }

    [Theory]
    [InlineData("w_scale", 4, "supported with scales that x and y share")]
    [InlineData("x_scale", float.NaN, "supported with scales that x and y share")]
    [InlineData("num_classes", 5, "-1")]
    [InlineData("num_classes", 0, "scores of 0 classes")]
    public void What_no_head_can_say_is_refused(string key, float value, string reason)
    {
        (string, float)[] options = Usual.Select(option => option.Item1 == key ? (key, value) : option).ToArray();

        string message = Should.Throw<UnsupportedModelException>(() => TfLiteImporter.Import(Model(Grid(), options))).Message;

        message.ShouldStartWith("operator 4 CUSTOM TFLite_Detection_PostProcess is supported with scales");
        message.ShouldContain(reason == "-1" ? "4 scores of 5 classes" : reason);
    }

    [Fact]
    public void Options_that_are_cut_short_are_damage()
    {
        byte[] options = Options(Usual);
        for (int bytes = 0; bytes < options.Length; bytes++)
        {
            Should.Throw<ModelFormatException>(() => FlexMap.Read(options.AsSpan(0, bytes).ToArray())).Message.ShouldStartWith("the file is damaged");
        }

        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = [.. options];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                FlexMap.Read(damaged);
            }
            catch (ModelFormatException)
            {
            }
        }
    }

    /// <summary>An anchor in the middle of each of 8 x 6 cells: y, x, height, width.</summary>
    private static float[] Grid() => [.. Enumerable.Range(0, 48).SelectMany(cell => new[] { ((cell / 6) + 0.5f) / 8, ((cell % 6) + 0.5f) / 6, 0.5f, 0.25f })];

    /// <summary>Two convolutions of 48 candidates, dequantised, and the operator, as a file is read.</summary>
    private static TfLiteModel Model(float[] anchors, (string, float)[] options)
    {
        NetworkSketch net = new(new Random(1));
        Feature input = net.Activation([1, 8, 6, 3], 0.5f, 10, 50);
        TfLiteModel model = net.Finish(input, [Net.Convolution(net, input), Net.Convolution(net, input)]);
        TfLiteSubgraph graph = model.Main;
        int first = graph.Tensors.Length;
        TfLiteTensor Real(string name, params int[] shape) => new(name, TfLiteType.FLOAT32, [.. shape]);
        TfLiteTensor[] tensors =
        [
            Real("boxes", 1, 8, 6, 4), Real("scores", 1, 8, 6, 4), Real("anchors", 48, 4) with { Data = MemoryMarshal.AsBytes(anchors.AsSpan()).ToArray() },
            Real("found", 1, 10, 4), Real("classes", 1, 10), Real("probabilities", 1, 10), Real("count", 1),
        ];
        TfLiteOperator[] operators =
        [
            new(BuiltinOperator.DEQUANTIZE, [graph.Outputs[0]], [first]), new(BuiltinOperator.DEQUANTIZE, [graph.Outputs[1]], [first + 1]),
            new(BuiltinOperator.CUSTOM, [first, first + 1, first + 2], [first + 3, first + 4, first + 5, first + 6])
            {
                CustomCode = "TFLite_Detection_PostProcess",
                CustomOptions = Options(options),
            },
        ];
        return TfLiteReader.Read(TfLiteWriter.Write(model with
        {
            Subgraphs = [graph with { Tensors = graph.Tensors.AddRange(tensors), Operators = graph.Operators.AddRange(operators), Outputs = [first + 3, first + 4, first + 5, first + 6] }],
        }));
    }

    /// <summary>A FlexBuffers map of floats, whose keys are in order.</summary>
    private static byte[] Options((string Key, float Value)[] options)
    {
        List<byte> bytes = [];
        int[] keys = [.. options.Select(option =>
        {
            int at = bytes.Count;
            bytes.AddRange(Encoding.UTF8.GetBytes(option.Key + '\0'));
            return at;
        })];
        bytes.AddRange(new byte[(4 - (bytes.Count % 4)) % 4]);
        void Word(int value) => bytes.AddRange(BitConverter.GetBytes(value));
        Word(keys.Length);
        int keyVector = bytes.Count;
        foreach (int key in keys)
        {
            Word(bytes.Count - key);
        }

        Word(bytes.Count - keyVector);
        Word(4);
        Word(options.Length);
        int map = bytes.Count;
        foreach ((_, float value) in options)
        {
            Word(BitConverter.SingleToInt32Bits(value));
        }

        bytes.AddRange(options.Select(_ => (byte)((3 << 2) | 2)));
        bytes.Add((byte)(bytes.Count - map));
        bytes.Add((9 << 2) | 2);
        bytes.Add(1);
        return [.. bytes];
    }
}
