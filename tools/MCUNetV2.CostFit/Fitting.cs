// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.CostFit;

/// <summary>What each thing that the kernels of a target do over and over takes, fitted to what the simulated target executed.</summary>
/// <param name="bench">Measures.</param>
internal sealed class Fitting(TestBench bench)
{
    private SortedDictionary<string, double> _fitted = new(StringComparer.Ordinal);

    /// <param name="models">Operators that no random network has are fitted to these.</param>
    public IReadOnlyDictionary<string, double> Run(IEnumerable<Subject> models)
    {
        List<(PlanWork Work, Measurement Measured)> networks = [.. Subject.ForFit.Select(subject =>
        {
            (Plan plan, Measurement measured) = bench.Measure(subject);
            Console.Error.WriteLine($"{subject}: {measured.Instructions}");
            return (new PlanWork(plan), measured);
        })];
        FitKernels(networks);
        FitWalk(networks);
        FitRest([.. models.Select(bench.Measure).Select(model => (new PlanWork(model.Plan), model.Measured))]);
        return _fitted;
    }

    private void FitKernels(IEnumerable<(PlanWork Work, Measurement Measured)> networks)
    {
        LeastSquares kernels = new();
        foreach ((CostTerms terms, int count) in networks.SelectMany(network => CallsOf(network.Work, network.Measured)))
        {
            kernels.Add(terms.Amounts, count);
        }

        _fitted = kernels.Solve();
    }

    /// <summary>Between the operators some things happen that happen in them as well, and are known by now.</summary>
    private void FitWalk(IEnumerable<(PlanWork Work, Measurement Measured)> networks)
    {
        LeastSquares walk = new();
        foreach ((PlanWork work, Measurement measured) in networks)
        {
            CostTerms between = work.Walk();
            walk.Add(Unknown(between), measured.Walk - Known(between));
        }

        Take(walk.Solve(mayBeNegative: true));
    }

    private void FitRest(IEnumerable<(PlanWork Work, Measurement Measured)> models)
    {
        LeastSquares rest = new();
        foreach ((CostTerms terms, int count) in models.SelectMany(model => CallsOf(model.Work, model.Measured)))
        {
            Dictionary<string, double> unknown = Unknown(terms);
            if (unknown.Values.Any(amount => amount > 0))
            {
                rest.Add(unknown, Math.Max(0, count - Known(terms)));
            }
        }

        Take(rest.Solve());
    }

    private static IEnumerable<(CostTerms Terms, int Count)> CallsOf(PlanWork work, Measurement measured) =>
        work.Calls().Zip(measured.Calls, (call, count) => (call.Terms, count));

    private void Take(SortedDictionary<string, double> found)
    {
        foreach ((string term, double value) in found)
        {
            _fitted[term] = value;
        }
    }

    private double Known(CostTerms terms) => terms.Amounts.Sum(pair => pair.Value * _fitted.GetValueOrDefault(pair.Key));

    private Dictionary<string, double> Unknown(CostTerms terms) => terms.Amounts.Where(pair => !_fitted.ContainsKey(pair.Key)).ToDictionary();
}
