// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tests;
using MCUNetV2.Tools.Tests.Import;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Inspection;

public class ModelInspectionTests
{
    [Fact]
    public void Lists_every_operator_of_the_source()
    {
        TfLiteModel model = Net.Of((net, x) =>
        {
            net.Operator(BuiltinOperator.LSTM, [x.Tensor], net.Like(x, x.Shape));
            Feature y = Net.Convolution(net, Net.Pad(net, x, 0, 0, 1, 1, 1, 1, 0, 0), stride: 2, TfLitePadding.Valid);
            return net.Operator(BuiltinOperator.RELU, [y.Tensor], net.Like(y, y.Shape));
        });

        ImmutableArray<OperatorRow> rows = ModelInspection.Of(model, TfLiteImporter.Import(model)).Operators;

        rows.Select(r => (r.Name, r.Runs)).ShouldBe([("LSTM", false), ("PAD", false), ("CONV_2D", true), ("RELU", true)]);
        rows.Select(r => r.Macs).ShouldBe([0, 0, 4 * 3 * 4 * 27, 0]);
        rows[2].Detail.ShouldBe("k3x3 s2 valid");
        rows[2].MemoryBytes.ShouldBe((8 * 6 * 3) + (4 * 3 * 4));
        rows[2].WeightBytes.ShouldBe(4 * 27);
    }

    [Theory]
    [InlineData("mcunet_vww_80")]
    [InlineData("mobilenet_v2_1.0_224")]
    [InlineData("mcunet_person_detection_128x160")]
    public void Counts_macs_of_each_operator_as_published(string name)
    {
        IEnumerable<string[]> expected = File.ReadLines(SharedFiles.Golden(name, "layers.tsv")).Skip(1).Select(line => line.Split('\t'));

        ModelInspection.OfFile(SharedFiles.Model(name)).Operators.Select(r => (r.Index, r.Name, r.Macs))
            .ShouldBe(expected.Select(e => (int.Parse(e[0]), e[1], long.Parse(e[3]))));
    }
}
