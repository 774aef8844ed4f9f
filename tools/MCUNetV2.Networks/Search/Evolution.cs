// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Networks.Cost;

namespace MCUNetV2.Networks.Search;

/// <summary>
/// Searches networks and schedules together, as MCUNetV2 does: a network counts only with a schedule that keeps the limits. Scores and
/// bounds take microseconds and a plan takes seconds, so each step breeds a brood by mutation and crossover, and plans its best.
/// Those that fit become parents. Where a judge tells the accuracy of a network, it decides instead of the score: each step breeds one network, every other parent is
/// one that no other beats in accuracy, memory and time at once, and such are what the search comes out with.
/// </summary>
public sealed class Evolution
{
    private const int Brood = 64;
    private const int Parents = 20;

    /// <summary>Broods, or as many networks, without a new network after which the space is taken to be exhausted.</summary>
    private const int Patience = 50;

    /// <summary>Descents from a first network: each ends elsewhere. Random networks that fit are seldom as good, and crowd out what is.</summary>
    private const int Descents = 4;

    private readonly SearchSpace _space;
    private readonly BudgetConfiguration _limits;
    private readonly SearchOptions _options;
    private readonly Random _random;
    private readonly Variation _variation;
    private readonly Screening _screening;
    private readonly HashSet<string> _planned = [];
    private readonly List<(Candidate Candidate, Trial Trial)> _fitting = [];
    private readonly Queue<Descent> _descents = [];
    private IReadOnlyList<(Candidate Candidate, Trial Trial)> _front = [];
    private int _screened;

    private Evolution(SearchSpace space, BudgetConfiguration limits, SearchOptions options)
    {
        _space = space;
        _limits = limits;
        _options = options;
        _random = new Random(options.Seed);
        _variation = new Variation(space, _random);
        _screening = new Screening(space, limits, _variation, options.Time, isJudged: options.Judge is not null);
        if (options is { Judge: not null, First: { } first })
        {
            _descents = new Queue<Descent>(Enumerable.Range(0, Descents).Select(_ => new Descent(first, _variation)));
        }
    }

    /// <param name="space">Where to search.</param>
    /// <param name="limits">What every finalist keeps.</param>
    /// <param name="options">How long.</param>
    /// <param name="planned">Called after each plan.</param>
    /// <param name="cancellation">Stops between two plans.</param>
    /// <exception cref="BudgetException">No network of the space was found to keep the limits; the message says what the smallest one needs.</exception>
    public static SearchResult Run(SearchSpace space, BudgetConfiguration limits, SearchOptions options, Action planned, CancellationToken cancellation)
    {
        return new Evolution(space, limits, options).Run(planned, cancellation);
    }

    private int BroodSize => _options.Judge is null ? Brood : 1;

    private SearchResult Run(Action planned, CancellationToken cancellation)
    {
        if (!CostBounds.Of(_space.ToNetwork(_space.Smallest, _limits)).Allow(_limits))
        {
            throw Infeasible();
        }

        int fruitless = 0;
        while (_planned.Count < _options.Plans && fruitless < Patience * Brood)
        {
            cancellation.ThrowIfCancellationRequested();
            if (BestOfBrood() is { } candidate)
            {
                fruitless = 0;
                Plan(candidate);
                planned();
            }
            else
            {
                fruitless += BroodSize;
            }
        }

        List<Finalist> finalists = _options.Judge is null ? Finalists(cancellation) : FrontFinalists(cancellation);
        return finalists.Count > 0 ? new SearchResult([.. finalists], _screened, _planned.Count, _fitting.Count) : throw Infeasible();
    }

    private Candidate? BestOfBrood()
    {
        int brood = BroodSize;
        _screened += brood;
        return Enumerable.Range(0, brood)
            .Select(_ => _screening.Admit(Breed()))
            .Where(candidate => candidate is not null && !_planned.Contains(candidate.Genes.ToString()))
            .MaxBy(candidate => candidate!.Score);
    }

    private NetworkGenes Breed()
    {
        while (_descents.TryPeek(out Descent? descent))
        {
            if (descent.Next() is { } genes)
            {
                return genes;
            }

            _descents.Dequeue();
        }

        if (_fitting.Count <= _random.Next(Parents))
        {
            return _variation.Draw();
        }

        NetworkGenes parent = Parent();
        return _variation.Mutate(_random.Next(2) == 0 ? parent : _variation.Cross(parent, Parent()));
    }

    private NetworkGenes Parent() => _front.Count > 0 && _random.Next(2) == 0
        ? _front[_random.Next(_front.Count)].Candidate.Genes
        : _fitting[_random.Next(Math.Min(Parents, _fitting.Count))].Candidate.Genes;

    private void Plan(Candidate candidate)
    {
        string name = candidate.Genes.ToString();
        _planned.Add(name);
        Trial? known = _options.Journal?.Find(name);
        Trial trial = known ?? Try(candidate);
        if (known is null)
        {
            _options.Journal?.Add(name, trial);
        }

        if (_descents.TryPeek(out Descent? descent))
        {
            descent.Learn(candidate.Genes, trial.Fits);
        }

        if (!trial.Fits)
        {
            return;
        }

        double score = trial.Accuracy
            ?? (_options.Time is { } time ? time.Weigh(StructuralEntropy.Of(LayerBlock.Of(candidate.Network)), trial.Cost) : candidate.Score);
        candidate = candidate with { Score = score, Accuracy = trial.Accuracy };
        int place = _fitting.FindIndex(other => other.Candidate.Score < candidate.Score);
        _fitting.Insert(place < 0 ? _fitting.Count : place, (candidate, trial));
        if (trial.Accuracy is not null)
        {
            _front = ParetoFront.Of<(Candidate Candidate, Trial Trial)>([.. _front, (candidate, trial)], item => item.Trial);
        }
    }

    private Trial Try(Candidate candidate)
    {
        Plan? plan = Planner.Fit(UntrainedNetwork.Import(candidate.Network), _options.Time?.Layout ?? Target.Portable, _limits.SramBytes);
        if (plan is null || plan.Macs > _limits.Macs || PackageWriter.Write(plan).Length > _limits.FlashBytes)
        {
            return Trial.Misfit;
        }

        long cost = _options.Time?.Of(plan) ?? plan.Macs;
        return _options.Time?.Allows(cost) == false ? Trial.Misfit : new Trial(true, plan.PeakBytes, cost, _options.Judge?.Invoke(candidate.Genes));
    }

    /// <summary>Some of the front, each planned once more in full.</summary>
    private List<Finalist> FrontFinalists(CancellationToken cancellation)
    {
        List<Finalist> finalists = [];
        foreach ((Candidate candidate, _) in ParetoFront.Thin(_front, _options.Finalists, item => item.Trial))
        {
            cancellation.ThrowIfCancellationRequested();
            DeployedModel deployment = UntrainedNetwork.Deploy(candidate.Network, _options.Time);
            if (Keeps(deployment))
            {
                finalists.Add(new Finalist(candidate, deployment));
            }
        }

        return finalists;
    }

    private bool Keeps(DeployedModel deployment) => deployment.Keeps(_limits) && (_options.Time is not { } time || time.Allows(time.Of(deployment.Plan)));

    private List<Finalist> Finalists(CancellationToken cancellation)
    {
        List<Finalist> finalists = [];
        HashSet<string> outlines = [];
        foreach ((Candidate candidate, _) in _fitting)
        {
            cancellation.ThrowIfCancellationRequested();
            if (finalists.Count == _options.Finalists || outlines.Contains(candidate.Genes.Outline))
            {
                continue;
            }

            DeployedModel deployment = UntrainedNetwork.Deploy(candidate.Network, _options.Time);
            if (Keeps(deployment))
            {
                outlines.Add(candidate.Genes.Outline);
                finalists.Add(new Finalist(candidate, deployment));
            }
        }

        return finalists;
    }

    private BudgetException Infeasible()
    {
        DeployedModel smallest = UntrainedNetwork.Deploy(_space.ToNetwork(_space.Smallest, _limits), _options.Time);
        string limits = $"{_limits.SramBytes} bytes of SRAM, {_limits.FlashBytes} bytes of flash and {_limits.Macs} MACs";
        string needs = $"{smallest.PeakBytes} bytes of SRAM, {smallest.FlashBytes} bytes of flash and {smallest.Macs} MACs";
        if (_options.Time is { MostInstructions: { } most } time)
        {
            limits += $", {most} instructions";
            needs += $", {time.Of(smallest.Plan)} instructions";
        }

        return new BudgetException($"no network of the space was found within {limits}; the smallest one needs {needs}");
    }
}
