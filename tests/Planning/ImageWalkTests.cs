// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using Shouldly;
using Xunit;

namespace MCUNetV2.Planning.Tests;

public class ImageWalkTests
{
    [Fact]
    public void A_streamed_image_arrives_once_row_by_row()
    {
        int streamed = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            ModelGraph graph = RandomGraph.Generate(seed);
            foreach (Plan plan in Planner.Stream(graph, Target.Portable, new PlanLimits()).Front.Where(p => p.Stages[0].Patches > 1))
            {
                streamed++;
                int next = 0;
                foreach (ImageRegion region in ImageWalk.Of(plan))
                {
                    region.Top.ShouldBeGreaterThanOrEqualTo(next); // rows that nobody reads are never asked for
                    next = region.Bottom;
                }
            }
        }

        streamed.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Classic_patches_overlap_by_their_halo()
    {
        Tensor input = new("image", 8, 8, 1, 1f, 0);
        Tensor output = new("features", 8, 8, 1, 1f, 0);
        ConvolutionConstants constants = new([0], [1 << 30], [-3], [.. Enumerable.Repeat((sbyte)1, 9)]);
        ModelGraph graph = new(
            "one convolution",
            [input, output],
            [
                new Operator(OperatorKind.Input, [], 0, -1),
                new Operator(OperatorKind.Conv2D, [0], 1, 0) { Window = new Window(3, 3, 1, 1, 1, 1, 1, 1), Parameter = 1, Constants = constants },
            ],
            [1]);
        ImmutableArray<ImageRegion> walk = ImageWalk.Of(Schedules.Patches(graph, Target.Portable, 2, 1, 1));
        walk.ShouldBe([new ImageRegion(0, 0, 0, 5, 0, 8), new ImageRegion(1, 0, 3, 8, 0, 8)]);
    }
}
