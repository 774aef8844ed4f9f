// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Looks for lower peaks in other forms of a network that compute the same: tensors computed twice, sums in slices. Each form that lowers the peak is
/// what the next one begins with.
/// </summary>
internal sealed class GraphDescent
{
    /// <summary>Tensors whose floors are at least this share of the highest are computed twice together.</summary>
    private const double SimilarFloor = 0.9;

    /// <summary>A sum is worth slicing when it needs at least this share of the peak.</summary>
    private const double WorthSlicing = 0.5;

    private static readonly int[] SliceCounts = [2, 4, 8];

    private readonly Func<ModelGraph, int, List<Plan>> _search;
    private ModelGraph _graph;
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
        ModelGraph once = _graph;
        List<SecondPass> left = [.. SecondPass.AllOf(once)];
        var taken = new List<SecondPass>();
        while (left.Count > 0)
        {
            double floor = left.Max(p => p.FloorBytes) * SimilarFloor;
            taken.AddRange(left.Where(p => p.FloorBytes >= floor));
            left.RemoveAll(p => p.FloorBytes >= floor);
            if (!TryForm(SecondPass.Apply(once, taken)))
            {
                break;
            }
        }

        return this;
    }

    /// <summary>Slices sums over many channels whose accumulators are a large part of the peak.</summary>
    public GraphDescent WithSlicedSums()
    {
        for (int sum = 0; sum < SlicedSum.AllOf(_graph).Length; sum++)
        {
            SlicedSum found = SlicedSum.AllOf(_graph)[sum];
            ModelGraph whole = _graph;
            foreach (int slices in SliceCounts.Where(found.Allows).TakeWhile(_ => found.FloorBytes >= _peakBytes * WorthSlicing))
            {
                if (!TryForm(found.Apply(whole, slices)))
                {
                    break;
                }
            }

            if (!ReferenceEquals(_graph, whole))
            {
                break; // the slices are sums themselves
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

        _graph = form;
        _peakBytes = found.Min(p => p.PeakBytes);
        Plans.AddRange(found);
        return true;
    }
}
