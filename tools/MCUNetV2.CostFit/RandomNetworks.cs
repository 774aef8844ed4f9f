// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.CostFit;

/// <summary>Networks that nobody drew: any kernels, strides and channels, many of them no multiple of what the kernels like.</summary>
public static class RandomNetworks
{
    private const int HighestClamped = 120;
    private static readonly int[] AllKernels = [3, 5, 7];
    private static readonly int[] AnyStride = [1, 2];
    private static readonly int[] AnyExpansion = [1, 2, 3, 4, 6];
    private static readonly BudgetConfiguration NoBudget = new(int.MaxValue, int.MaxValue, long.MaxValue);

    private static readonly SearchSpace Space = new(
        "random", ["no", "yes", "perhaps"], [24, 31, 40, 48, 55, 64, 72, 80], [8, 10, 16, 24],
        [
            new StageSpace(AnyStride, [1], AllKernels, AnyExpansion, [8, 9, 12, 16]),
            new StageSpace(AnyStride, [1, 2], AllKernels, AnyExpansion, [12, 16, 20, 24]),
            new StageSpace(AnyStride, [1, 2, 3], AllKernels, AnyExpansion, [16, 24, 32, 36, 40]),
            new StageSpace(AnyStride, [1, 2], AllKernels, AnyExpansion, [24, 40, 48, 63, 64]),
            new StageSpace([1], [0, 1], AllKernels, AnyExpansion, [64, 80, 96, 128]),
        ]);

    /// <summary>The same network for the same seed.</summary>
    public static NetworkConfiguration Draw(int seed) => Draw(Space, seed);

    /// <summary>Likewise, of any space.</summary>
    public static NetworkConfiguration Draw(SearchSpace space, int seed) =>
        space.ToNetwork(new Variation(space, new Random(seed)).Draw(), NoBudget) with { Name = $"random-{seed}" };

    /// <summary>What the planner plans; every third network's outputs are limited further than to int8.</summary>
    public static ModelGraph Graph(int seed)
    {
        ModelGraph graph = UntrainedNetwork.Import(Draw(seed));
        return seed % 3 != 0 ? graph : graph with { Operators = [.. graph.Operators.Select(op => op.Kind is OperatorKind.Conv2D or OperatorKind.DepthwiseConv2D or OperatorKind.Add ? op with { ActivationMax = HighestClamped } : op)] };
    }
}
