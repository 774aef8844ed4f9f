// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Networks.Cost;

namespace MCUNetV2.Networks.Search;

/// <summary>
/// Searches networks and schedules together, as MCUNetV2 does: a network counts only with a schedule that keeps the limits. Scores and
/// bounds take microseconds and a plan takes seconds, so each step breeds a brood by mutation and crossover, and plans its best.
/// Those that fit become parents.
/// </summary>
public sealed class Evolution
{
    private const int Brood = 64;
    private const int Parents = 20;

    /// <summary>Broods without a new network after which the space is taken to be exhausted.</summary>
    private const int Patience = 50;

    private readonly SearchSpace _space;
    private readonly BudgetConfiguration _limits;
    private readonly SearchOptions _options;
    private readonly Random _random;
    private readonly Variation _variation;
    private readonly Screening _screening;
    private readonly HashSet<string> _planned = [];
    private readonly List<Candidate> _fitting = [];
    private int _screened;

    private Evolution(SearchSpace space, BudgetConfiguration limits, SearchOptions options)
    {
        _space = space;
        _limits = limits;
        _options = options;
        _random = new Random(options.Seed);
        _variation = new Variation(space, _random);
        _screening = new Screening(space, limits, _variation, options.Time);
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

    private SearchResult Run(Action planned, CancellationToken cancellation)
    {
        if (!CostBounds.Of(_space.ToNetwork(_space.Smallest, _limits)).Allow(_limits))
        {
            throw Infeasible();
        }

        int fruitless = 0;
        while (_planned.Count < _options.Plans && fruitless < Patience)
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
                fruitless++;
            }
        }

        List<Finalist> finalists = Finalists(cancellation);
        return finalists.Count > 0 ? new SearchResult([.. finalists], _screened, _planned.Count, _fitting.Count) : throw Infeasible();
    }

    private Candidate? BestOfBrood()
    {
        _screened += Brood;
        return Enumerable.Range(0, Brood)
            .Select(_ => _screening.Admit(Breed()))
            .Where(candidate => candidate is not null && !_planned.Contains(candidate.Genes.ToString()))
            .MaxBy(candidate => candidate!.Score);
    }

    private NetworkGenes Breed()
    {
        if (_fitting.Count <= _random.Next(Parents))
        {
            return _variation.Draw();
        }

        NetworkGenes parent = Parent();
        return _variation.Mutate(_random.Next(2) == 0 ? parent : _variation.Cross(parent, Parent()));
    }

    private NetworkGenes Parent() => _fitting[_random.Next(Math.Min(Parents, _fitting.Count))].Genes;

    private void Plan(Candidate candidate)
    {
        _planned.Add(candidate.Genes.ToString());
        Plan? plan = Planner.Fit(UntrainedNetwork.Import(candidate.Network), _options.Time?.Layout ?? Target.Portable, _limits.SramBytes);
        if (plan is null || plan.Macs > _limits.Macs || PackageWriter.Write(plan).Length > _limits.FlashBytes)
        {
            return;
        }

        if (_options.Time is { } time)
        {
            long instructions = time.Of(plan);
            if (!time.Allows(instructions))
            {
                return;
            }

            candidate = candidate with { Score = time.Weigh(StructuralEntropy.Of(LayerBlock.Of(candidate.Network)), instructions) };
        }

        int place = _fitting.FindIndex(other => other.Score < candidate.Score);
        _fitting.Insert(place < 0 ? _fitting.Count : place, candidate);
    }

    private List<Finalist> Finalists(CancellationToken cancellation)
    {
        List<Finalist> finalists = [];
        HashSet<string> outlines = [];
        foreach (Candidate candidate in _fitting)
        {
            cancellation.ThrowIfCancellationRequested();
            if (finalists.Count == _options.Finalists || outlines.Contains(candidate.Genes.Outline))
            {
                continue;
            }

            DeployedModel deployment = UntrainedNetwork.Deploy(candidate.Network, _options.Time);
            if (deployment.Keeps(_limits) && (_options.Time is not { } time || time.Allows(time.Of(deployment.Plan))))
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
