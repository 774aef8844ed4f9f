// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Import.Passes;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Networks;
using MCUNetV2.Tools.Tests.Reference;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Channels;

/// <summary>The bounds of every channel against what the reference interpreter computes for noise and extremes.</summary>
public class RangeAnalysisTests
{
    private const int Networks = 300;

    [Fact]
    public void Every_value_of_every_layer_lies_in_its_range()
    {
        (int checkedChannels, int narrow) = (0, 0);
        for (int seed = 0; seed < Networks; seed++)
        {
            TfLiteModel model = RandomNetwork.Generate(seed, deadChannels: 0.3);
            if (model.Main.Operators.Any(o => o.Code == BuiltinOperator.TRANSPOSE))
            {
                continue; // The device may hold what follows in another order.
            }

            foreach ((int[] channel, (int low, int high)) in Channels(model, seed))
            {
                checkedChannels++;
                narrow += high - low < 255 ? 1 : 0;
                channel.Min().ShouldBeGreaterThanOrEqualTo(low, $"seed {seed}");
                channel.Max().ShouldBeLessThanOrEqualTo(high, $"seed {seed}");
            }
        }

        narrow.ShouldBeGreaterThan(checkedChannels / 4);
    }

    /// <summary>Each channel's values over all inputs, and its range.</summary>
    private static IEnumerable<(int[] Values, (int Low, int High) Range)> Channels(TfLiteModel model, int seed)
    {
        ModelGraph graph = TfLiteImporter.Import(model, new ImportOptions(KeepChannels: true));
        ChannelRange[][] ranges = RangeAnalysis.Of(graph);
        TfLiteTensor source = model.Main.Tensors[model.Main.Inputs[0]];
        (int count, int offset) = (source.Shape.Aggregate(1, (a, b) => a * b), source.Type == TfLiteType.UINT8 ? 128 : 0);
        ReferenceInterpreter interpreter = new(model);
        List<IReadOnlyList<ReferenceTensor>> runs = new();
        foreach (sbyte[] input in TestInputs.Extremes(count).Append(TestInputs.Noise(count, seed)))
        {
            interpreter.Run([.. input.Select(v => v + offset)]);
            runs.Add(interpreter.Layers);
        }

        // What prepares an operand comes before the operator itself.
        foreach (Operator @operator in graph.Operators.Skip(1).GroupBy(o => o.Source).Select(o => o.Last()))
        {
            Tensor tensor = graph.Tensors[@operator.Output];
            if (@operator.Kind == OperatorKind.StridedCopy || !runs[0][@operator.Source].Shape.SequenceEqual([1, tensor.Height, tensor.Width, tensor.Channels]))
            {
                continue;
            }

            for (int c = 0; c < tensor.Channels; c++)
            {
                ChannelRange range = ranges[@operator.Output][c];
                yield return ([.. runs.SelectMany(run => run[@operator.Source].Bytes.Where((_, i) => i % tensor.Channels == c)).Select(v => (int)v)], (range.Low, range.High));
            }
        }
    }
}
