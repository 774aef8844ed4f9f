// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Looks for lower peaks in other forms of a network that compute the same: those that compute tensors twice.
/// </summary>
internal sealed class GraphDescent
{
    /// <summary>Tensors whose floors are at least this share of the highest are computed twice together.</summary>
    private const double SimilarFloor = 0.9;

    private readonly Func<ModelGraph, int, List<Plan>> _search;
    private readonly ModelGraph _graph;
    private int _peakBytes;

    /// <param name="search">Plans of a form of the network that stay below a number of bytes.</param>
    public GraphDescent(ModelGraph graph, List<Plan> plans, Func<ModelGraph, int, List<Plan>> search)
    {
        _graph = graph;
        _search = search;
        _peakBytes = plans.Min(p => p.PeakBytes);
        Plans = plans;
    }

    /// <summary>Those of the network itself, and of each form that lowered the peak.</summary>
    public List<Plan> Plans { get; }

    /// <summary>Computes tensors twice that would wait whole for a reduction of themselves, those first that need most.</summary>
    public GraphDescent WithSecondPasses()
    {
        List<SecondPass> left = [.. SecondPass.AllOf(_graph)];
        var taken = new List<SecondPass>();
        while (left.Count > 0)
        {
            double floor = left.Max(p => p.FloorBytes) * SimilarFloor;
            taken.AddRange(left.Where(p => p.FloorBytes >= floor));
            left.RemoveAll(p => p.FloorBytes >= floor);
            if (!TryForm(SecondPass.Apply(_graph, taken)))
            {
                break;
            }
        }

        return this;
    }

    private bool TryForm(ModelGraph form)
    {
        List<Plan> found = _search(form, _peakBytes - 1);
        if (found.Count == 0 || found.Min(p => p.PeakBytes) >= _peakBytes)
        {
            return false;
        }

        _peakBytes = found.Min(p => p.PeakBytes);
        Plans.AddRange(found);
        return true;
    }
}
