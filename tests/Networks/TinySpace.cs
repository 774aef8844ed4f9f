// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Networks.Tests;

/// <summary>Networks that are planned in a moment, with every kind of choice.</summary>
internal static class TinySpace
{
    public static SearchSpace Create() => new(
        "tiny",
        ["no", "yes"],
        [24, 32],
        [8],
        [
            new StageSpace([1], [1], [3], [1], [8]),
            new StageSpace([2], [1, 2], [3, 5], [2, 3], [8, 16]),
            new StageSpace([1, 2], [1, 2], [3, 5, 7], [2, 4], [16, 24]),
            new StageSpace([1], [0, 1], [3, 7], [2, 4], [24, 32]),
        ],
        DepthToWidth: 3);
}
