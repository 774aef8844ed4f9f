// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;
using Shouldly;
using Xunit;

namespace MCUNetV2.Networks.Tests;

/// <summary>Searches in which somebody tells how accurate a network is.</summary>
public sealed class JudgedSearchTests : IDisposable
{
    private static readonly BudgetConfiguration Limits = new(4500, 12_000, 500_000);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mcunet-search-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_comes_out_is_a_front_of_accuracy_memory_and_cost()
    {
        SearchResult result = Run(seed: 1, Judge, plans: 24, finalists: 5);

        result.Finalists.Length.ShouldBeInRange(1, 5);
        result.Finalists.Select(finalist => -finalist.Candidate.Accuracy!.Value).ShouldBeInOrder();
        foreach (Finalist finalist in result.Finalists)
        {
            finalist.Candidate.Accuracy.ShouldBe(Judge(finalist.Candidate.Genes));
            finalist.Deployment.Require(Limits);
        }
    }

    [Fact]
    public void An_interrupted_search_goes_on_to_the_same_networks_and_judges_none_twice()
    {
        int judged = 0;
        double Count(NetworkGenes genes)
        {
            judged++;
            return Judge(genes);
        }

        string[] whole = Names(Run(seed: 2, Count, plans: 12, finalists: 4));
        int once = judged;
        judged = 0;
        Run(seed: 2, Count, plans: 5, finalists: 4, Journal("a"));
        File.AppendAllText(Path.Combine(_folder.FullName, "journal"), "32 8 0:1:8:3x1;fi"); // a line that was cut short

        Names(Run(seed: 2, Count, plans: 12, finalists: 4, Journal("a"))).ShouldBe(whole);

        judged.ShouldBe(once);
        Journal("another search").Count.ShouldBe(0);
    }

    [Fact]
    public void A_network_that_is_known_to_be_good_is_judged_first()
    {
        SearchSpace space = TinySpace.Create();
        List<string> judged = [];
        NetworkGenes first = space.Smallest;

        Evolution.Run(space, Limits, new SearchOptions(3, 2, 1) { First = first, Judge = genes => { judged.Add(genes.ToString()); return 0.5; } }, () => { }, CancellationToken.None);

        judged[0].ShouldBe(first.ToString());
    }

    [Fact]
    public void A_first_network_that_does_not_fit_is_made_smaller_until_it_does()
    {
        SearchSpace space = TinySpace.Create();
        NetworkGenes first = space.Largest;
        List<NetworkGenes> judged = [];
        SearchOptions options = new(40, 4, 1)
        {
            First = first,
            Judge = genes =>
            {
                judged.Add(genes);
                return 0.5;
            },
        };

        Evolution.Run(space, Limits, options, () => { }, CancellationToken.None);

        judged.ShouldNotContain(genes => genes.ToString() == first.ToString());
        double Macs(NetworkGenes genes) => CostBounds.Of(space.ToNetwork(genes, Limits)).Macs;
        judged.Take(5).Average(Macs).ShouldBeGreaterThan(judged.Average(Macs)); // random ones are smaller
    }

    [Fact]
    public void A_descent_gives_back_what_did_not_have_to_be_smaller()
    {
        SearchSpace space = TinySpace.Create();
        NetworkGenes first = space.Largest;
        Descent descent = new(first, new Variation(space, new Random(1)));
        bool Fits(NetworkGenes genes) => genes.Stages[2].Blocks.Length == 1; // the one thing that matters

        NetworkGenes? fitting = null;
        for (int asked = 0; asked < 100 && descent.Next() is { } genes; asked++)
        {
            descent.Learn(genes, Fits(genes));
            fitting = Fits(genes) ? genes : fitting;
        }

        descent.Next().ShouldBeNull();
        fitting.ShouldNotBeNull();
        (fitting with { Stages = fitting.Stages.SetItem(2, first.Stages[2]) }).ToString().ShouldBe(first.ToString());
    }

    [Fact]
    public void Choices_are_found_again_in_the_network_that_they_make()
    {
        SearchSpace space = TinySpace.Create();
        Variation variation = new(space, new Random(3));
        foreach (NetworkGenes genes in Enumerable.Range(0, 50).Select(_ => variation.Draw()).Append(space.Largest))
        {
            NetworkConfiguration network = space.ToNetwork(genes, Limits);

            NetworkGenes found = space.Find(network).ShouldNotBeNull(genes.ToString());
            ConfigurationText.Of(space.ToNetwork(found, Limits)).ShouldBe(ConfigurationText.Of(network));
        }

        space.Find(space.ToNetwork(space.Largest, Limits) with { InputSize = 40 }).ShouldBeNull();
        space.Find(space.ToNetwork(space.Largest, Limits) with { Blocks = [new(3, 1, 9, 9)] }).ShouldBeNull();
    }

    [Fact]
    public void A_space_reads_what_it_wrote_and_says_what_it_lacks()
    {
        SearchSpace space = TinySpace.Create();

        SearchSpace read = SearchSpace.Parse(space.ToText(), "space");

        read.ToText().ShouldBe(space.ToText());
        space.FirstLacking(read).ShouldBeNull();
        space.FirstLacking(space with { InputSizes = [24] }).ShouldBeNull();
        (space with { InputSizes = [24] }).FirstLacking(space).ShouldBe("an input of 32");
        space.FirstLacking(space with { Stages = [.. space.Stages.SkipLast(1), space.Stages[^1] with { Channels = [24, 48] }] }).ShouldBe("stage 4: channels 48");
    }

    /// <summary>More accurate the more it computes, with a little that depends on the network.</summary>
    private static double Judge(NetworkGenes genes) =>
        1 - (1 / Math.Log(CostBounds.Of(TinySpace.Create().ToNetwork(genes, Limits)).Macs)) + (genes.ToString().Sum(c => (int)c) % 7 / 1000.0);

    private static string[] Names(SearchResult result) => [.. result.Finalists.Select(finalist => finalist.Candidate.Genes.ToString())];

    private TrialJournal Journal(string search) => TrialJournal.Open(Path.Combine(_folder.FullName, "journal"), search);

    private static SearchResult Run(int seed, Func<NetworkGenes, double> judge, int plans, int finalists, TrialJournal? journal = null) =>
        Evolution.Run(TinySpace.Create(), Limits, new SearchOptions(plans, finalists, seed) { Judge = judge, Journal = journal }, () => { }, CancellationToken.None);
}
