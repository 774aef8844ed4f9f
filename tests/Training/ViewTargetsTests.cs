// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

/// <summary>What a crop is taught as.</summary>
public sealed class ViewTargetsTests
{
    private static readonly View LeftHalf = new(0, 0, 0.5f, 1);

    [Theory]
    [InlineData(0.1f, 0.4f, 1)] // all of it is in the left half
    [InlineData(0.6f, 0.9f, 0)] // it is in the other half
    [InlineData(0.48f, 0.88f, 0)] // a twentieth is left
    public void ACropThatLostTheObjectIsOneWithout(float left, float right, float expected) =>
        Target(1, [new DetectedBox(left, 0.2f, right, 0.8f, 1)], LeftHalf)[1].ShouldBe(expected, 0.02);

    [Fact]
    public void An_object_of_which_a_third_is_left_is_a_doubt() =>
        Target(1, [new DetectedBox(0.4f, 0.2f, 0.7f, 0.8f, 1)], LeftHalf)[1].ShouldBeInRange(0.3f, 0.8f);

    [Fact]
    public void What_a_detector_is_sure_of_counts_as_much_as_the_teacher_may()
    {
        DetectedBox[] sure = [new(0.1f, 0.1f, 0.4f, 0.9f, 0.9f)];
        Target(0, sure, View.Whole, share: 0.4f)[1].ShouldBe(0.4f, 0.02);
        Target(0, [], View.Whole, share: 0.4f)[1].ShouldBeLessThan(0.05f);
        // Nobody saw the person that the label speaks of: the label wins, not wholly.
        Target(1, [], View.Whole, share: 0.4f)[1].ShouldBeInRange(0.55f, 0.7f);
    }

    [Fact]
    public void Without_boxes_the_label_stands()
    {
        Target(1, null, LeftHalf)[1].ShouldBe(1);
        Target(0, null, LeftHalf)[0].ShouldBe(1);
    }

    private static float[] Target(int label, DetectedBox[]? objects, View view, float share = 0.5f)
    {
        Picture[] pictures = [new("a", label, "", "", [], objects)];
        float[] row = new float[2];
        new ViewTargets(pictures, 2, smoothing: 0, teacher: null, share).Write(0, view, row);
        row.Sum().ShouldBe(1, 1e-5f);
        return row;
    }
}
