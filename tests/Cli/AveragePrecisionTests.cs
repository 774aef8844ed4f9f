// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Pictures;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public class AveragePrecisionTests
{
    private static readonly MarkedBox Left = new("person", 0.0, 0.0, 0.4, 1.0, IsCrowd: false);
    private static readonly MarkedBox Right = new("person", 0.6, 0.0, 1.0, 1.0, IsCrowd: false);
    private static readonly MarkedBox Crowd = new("person", 0.6, 0.0, 1.0, 1.0, IsCrowd: true);

    [Fact]
    public void Every_object_found_is_one() =>
        AveragePrecision.Of([([Left, Right], [Detect(0.9, 0.0, 0.4), Detect(0.8, 0.6, 1.0)])]).ShouldBe(1.0);

    [Fact]
    public void A_false_alarm_before_the_second_object_costs_precision_there() =>
        AveragePrecision.Of([([Left, Right], [Detect(0.9, 0.0, 0.4), Detect(0.8, 0.4, 0.6), Detect(0.7, 0.6, 1.0)])])
            .ShouldNotBeNull().ShouldBe((1.0 + (2.0 / 3)) / 2, 1e-9);

    [Fact]
    public void The_same_object_twice_is_one_hit_and_one_false_alarm() =>
        AveragePrecision.Of([([Left, Right], [Detect(0.9, 0.0, 0.4), Detect(0.8, 0.0, 0.38)])]).ShouldBe(0.5);

    [Fact]
    public void Less_than_half_overlap_is_no_hit() =>
        AveragePrecision.Of([([Left], [Detect(0.9, 0.25, 0.65)])]).ShouldBe(0.0);

    [Fact]
    public void A_crowd_counts_neither_way() =>
        AveragePrecision.Of([([Left, Crowd], [Detect(0.9, 0.6, 1.0), Detect(0.8, 0.0, 0.4)])]).ShouldBe(1.0);

    [Fact]
    public void Nothing_to_find_has_no_precision() => AveragePrecision.Of([([], [Detect(0.9, 0.0, 0.4)])]).ShouldBeNull();

    private static BoxReport Detect(double probability, double left, double right) => new(0, probability, left, 0, right, 1);
}
