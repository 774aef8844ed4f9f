// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Detection;
using Shouldly;
using Xunit;

namespace MCUNetV2.Networks.Tests;

public class DetectorConfigurationTests
{
    private static readonly DetectorConfiguration Small = new(
        "small", 64, 96, ["cat", "dog"], 8,
        [new(3, 1, 8, 8), new(3, 2, 24, 16, Repeat: 2), new(5, 2, 48, 24), new(3, 2, 72, 40)],
        [new(8, 16, Kernel: 5, Depth: 2), new(16, 24)],
        new BudgetConfiguration(65536, 262144, 20_000_000));

    [Fact]
    public void Heads_branch_off_the_last_block_of_their_stride()
    {
        Small.Branches().ShouldBe([3, 4]);
        (Small with { Heads = [new(2, 8), new(4, 8), new(16, 8)] }).Branches().ShouldBe([0, 2, 4]);
    }

    [Fact]
    public void The_graph_predicts_a_box_and_a_logit_a_class_for_each_cell()
    {
        FloatGraph graph = DetectorGraph.Untrained(Small);

        graph.Outputs.Select(output => (graph.Tensors[output].Height, graph.Tensors[output].Width, graph.Tensors[output].Channels)).ShouldBe([(8, 12, 6), (4, 6, 6)]);
        // The finer head adds the coarser one's map.
        FloatResize enlarged = graph.Operators.OfType<FloatResize>().ShouldHaveSingleItem();
        graph.Tensors[enlarged.Output].Shape.ShouldBe([1, 8, 12, 16]);
    }

    [Fact]
    public void What_it_costs_is_known_before_it_is_trained()
    {
        DeployedModel deployed = UntrainedNetwork.Deploy(Small);

        long macs = DetectorGraph.Untrained(Small).Operators.OfType<FloatConvolution>().Sum(Macs);
        deployed.Macs.ShouldBe(macs);
        deployed.PeakBytes.ShouldBeInRange(4096, 24576);
        deployed.Keeps(Small.Budget).ShouldBeTrue();

        static long Macs(FloatConvolution step)
        {
            FloatTensor output = DetectorGraph.Untrained(Small).Tensors[step.Output];
            return (long)output.Height * output.Width * step.Weights.Length;
        }
    }

    [Theory]
    [InlineData("\"heads\": []", "there are 0 heads; one to three are possible")]
    [InlineData("\"heads\": [{ \"stride\": 32, \"channels\": 8 }]", "a head has stride 32, which no block of the trunk has")]
    [InlineData("\"heads\": [{ \"stride\": 16, \"channels\": 8 }, { \"stride\": 8, \"channels\": 8 }]", "heads must be ordered by their stride, the finest first")]
    [InlineData("\"heads\": [{ \"stride\": 8, \"channels\": 0 }]", "a head's channels must be 1 to 4096, its kernel 3, 5 or 7, its depth 0 to 8")]
    [InlineData("\"heads\": [null]", "blocks or heads has an entry that is null")]
    [InlineData("\"inputHeight\": 68", "the input, 68 x 96, is no multiple of a head's stride, 8")]
    [InlineData("\"inputHeight\": 8", "the input is 8 x 96; 16 to 640 is possible")]
    [InlineData("\"classes\": []", "classes is empty")]
    [InlineData("\"classes\": [\"cat\", \"cat\"]", "classes names \"cat\" twice")]
    [InlineData("\"name\": \"../a\"", "name is \"../a\"")]
    public void What_makes_no_sense_is_named(string wrong, string mentions)
    {
        string path = Path.GetTempFileName();
        try
        {
            Dictionary<string, JsonElement> keys = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(JsonSerializer.Serialize(Small, JsonSerializerOptions.Web))!;
            foreach (string unwritten in new[] { "cellChannels", "inputSize", "largestSide", "head" })
            {
                keys.Remove(unwritten);
            }

            File.WriteAllText(path, JsonSerializer.Serialize(keys));
            DetectorConfiguration.IsMeantBy(path).ShouldBeTrue();
            DetectorConfiguration.Load(path).Heads.ShouldBe(Small.Heads);
            foreach ((string key, JsonElement value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>($"{{ {wrong} }}")!)
            {
                keys[key] = value;
            }

            File.WriteAllText(path, JsonSerializer.Serialize(keys));

            Should.Throw<InvalidDataException>(() => DetectorConfiguration.Load(path)).Message.ShouldContain(mentions);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
