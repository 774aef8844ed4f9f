// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Networks.Tests;

public sealed class SearchSpaceTests : IDisposable
{
    private static readonly BudgetConfiguration AnyBudget = new(1 << 20, 1 << 20, long.MaxValue);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"mcunet-{Guid.NewGuid()}.json");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void The_shipped_space_is_valid()
    {
        SearchSpace space = SearchSpace.Load(Repository.Path("models/vww/space.json"));

        CostBounds.Of(space.ToNetwork(space.Smallest, space.Budget!)).Allow(space.Budget!).ShouldBeTrue();
    }

    [Fact]
    public void A_written_configuration_reads_as_it_was()
    {
        SearchSpace space = TinySpace.Create() with { Classes = ["no \"dog\", none", "dog: {a}"] };
        for (int seed = 0; seed < 20; seed++)
        {
            NetworkConfiguration network = space.ToNetwork(new Variation(space, new Random(seed)).Draw(), AnyBudget);
            File.WriteAllText(_path, ConfigurationText.Of(network));

            NetworkConfiguration read = NetworkConfiguration.Load(_path);

            read.Blocks.ShouldBe(network.Blocks);
            read.Classes.ShouldBe(network.Classes);
            (read with { Blocks = network.Blocks, Classes = network.Classes }).ShouldBe(network);
        }
    }

    [Fact]
    public void The_neighbourhood_of_a_network_has_its_stages()
    {
        NetworkConfiguration network = NetworkConfiguration.Load(Repository.Path("models/vww/config.json"));

        SearchSpace space = Neighbourhood.Of(network);

        space.Stages.Select(stage => stage.Strides[0]).ShouldBe([1, 2, 2, 2, 1, 2]);
        space.Stages.Select(stage => stage.Repeats[^1]).ShouldBe([2, 4, 4, 4, 4, 2]);
        space.Budget.ShouldBe(network.Budget);
        space.InputSizes.ShouldBe([network.InputSize]);
    }

    [Theory]
    [InlineData("\"strides\": [3]", "strides is [3]")]
    [InlineData("\"kernels\": [5, 3]", "kernels is [5, 3]")]
    [InlineData("\"channels\": []", "channels is empty")]
    [InlineData("\"repeats\": [0, 1]", "stride 2 may not be left out")]
    [InlineData("\"expansions\": [0]", "expansions is [0]")]
    public void A_space_that_holds_no_network_is_refused(string wrong, string complaint)
    {
        string key = wrong[..wrong.IndexOf(':')];
        string[] stage = ["\"strides\": [2]", "\"repeats\": [1]", "\"kernels\": [3]", "\"expansions\": [2]", "\"channels\": [8]"];
        string text = string.Join(", ", stage.Select(part => part.StartsWith(key, StringComparison.Ordinal) ? wrong : part));
        File.WriteAllText(_path, $$"""{ "name": "n", "classes": ["a", "b"], "inputSizes": [32], "stemChannels": [8], "stages": [{ {{text}} }] }""");

        Should.Throw<InvalidDataException>(() => SearchSpace.Load(_path)).Message.ShouldContain(complaint);
    }
}
