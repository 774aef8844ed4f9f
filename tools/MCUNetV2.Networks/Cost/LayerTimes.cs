// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Networks.Cost;

/// <summary>
/// What the layers of networks take a target, each over its whole input: a table that fills as it is asked. The sum over a network's layers, quick to
/// have, is a little less than what any plan of it takes.
/// </summary>
public sealed class LayerTimes(TimeLimit time)
{
    private const int Classes = 2;
    private static readonly BudgetConfiguration NoBudget = new(int.MaxValue, int.MaxValue, long.MaxValue);

    private readonly ConcurrentDictionary<Layer, double> _instructions = [];

    /// <summary>Instructions of a network's convolutions.</summary>
    public long Of(NetworkConfiguration network) => (long)LayerBlock.Of(network).SelectMany(block => block.Layers).Sum(layer => _instructions.GetOrAdd(layer, Measure));

    private double Measure(Layer layer)
    {
        Plan plan = Schedules.Layers(UntrainedNetwork.Import(layer, Classes, NoBudget), time.Layout);
        return time.Costs.Of(plan).Operators[1];
    }
}
