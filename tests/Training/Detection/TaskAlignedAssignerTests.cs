// SPDX-License-Identifier: MIT
using MCUNetV2.Networks;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Detection;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests.Detection;

/// <summary>Which cells learn which object, on grids of 8 x 8, 4 x 4 and 2 x 2 cells of 8, 16 and 32 pixels.</summary>
public class TaskAlignedAssignerTests
{
    private static readonly Cell[] Cells = CellGrid.Of(TinyDetector.Configuration with
    {
        Blocks = [.. TinyDetector.Configuration.Blocks, new BlockConfiguration(3, 2, 24, 24)],
        Heads = [new HeadConfiguration(8, 16), new HeadConfiguration(16, 16), new HeadConfiguration(32, 16)],
    });

    [Fact]
    public void Cells_lie_row_by_row_the_finest_first()
    {
        Cells.Length.ShouldBe(64 + 16 + 4);
        Cells[0].ShouldBe(new Cell(4, 4, 8));
        Cells[9].ShouldBe(new Cell(12, 12, 8));
        Cells[64 + 5].ShouldBe(new Cell(24, 24, 16));
        Cells[^1].ShouldBe(new Cell(48, 48, 32));
        CellGrid.BoxOf(Cells[^1], [0.5f, 1, 0.25f, -0.5f]).ShouldBe(new PixelBox(32, 16, 56, 32));
    }

    [Fact]
    public void An_empty_picture_is_background() => Assign([]).ShouldAllBe(target => target == CellTarget.Background);

    [Fact]
    public void The_ten_best_cells_inside_learn_an_object_and_the_best_should_score_its_overlap()
    {
        PixelBox box = new(8, 8, 56, 56);
        CellTarget[] targets = Assign([box]);

        int[] learning = Learning(targets);
        learning.Length.ShouldBe(10);
        learning.ShouldAllBe(cell => box.Contains(Cells[cell].X, Cells[cell].Y));
        // Before training a box is four strides wide: those of stride 16 around the middle overlap it best, by 3/4 of each side.
        float best = targets.Max(target => target.Score);
        best.ShouldBe(learning.Max(cell => Predicted(cell).Overlap(box)), 1e-6f);
        Cells[Array.FindIndex(targets, target => target.Score == best)].Stride.ShouldBe(16);
    }

    [Fact]
    public void A_tiny_object_between_centres_is_learnt_by_the_cells_beside_it()
    {
        int[] learning = Learning(Assign([new PixelBox(15, 15, 17, 17)]));

        learning.Length.ShouldBeInRange(4, 10);
        learning.Where(cell => Cells[cell].Stride == 8).Select(cell => (Cells[cell].X, Cells[cell].Y)).ShouldBe([(12, 12), (20, 12), (12, 20), (20, 20)], ignoreOrder: true);
    }

    [Fact]
    public void An_object_that_fills_the_frame_is_learnt()
    {
        CellTarget[] targets = Assign([new PixelBox(0, 0, 64, 64)]);

        Learning(targets).Length.ShouldBe(10);
        // A box of 128 pixels, cut to none here, overlaps it by a quarter; one of 64 around a centre next to the middle by more.
        Cells[Array.IndexOf(targets, targets.MaxBy(target => target.Score))].Stride.ShouldBe(16);
    }

    [Fact]
    public void An_object_at_the_border_is_learnt_by_cells_at_the_border()
    {
        int[] learning = Learning(Assign([new PixelBox(0, 30, 6, 60)]));

        learning.ShouldNotBeEmpty();
        learning.Where(cell => Cells[cell].Stride == 8).ShouldAllBe(cell => Cells[cell].X == 4 && Cells[cell].Y >= 28 && Cells[cell].Y <= 60);
    }

    [Fact]
    public void Nothing_is_learnt_of_a_crowd_and_everything_of_who_stands_in_it()
    {
        PixelBox crowd = new(0, 0, 64, 40);
        PixelBox person = new(8, 8, 24, 36);
        CellTarget[] targets = TaskAlignedAssigner.Assign(Cells, Scores(), Boxes(), [(0, crowd, true), (0, person, false)]);

        foreach ((int number, CellTarget target) in targets.Index())
        {
            bool isInCrowd = crowd.Contains(Cells[number].X, Cells[number].Y);
            target.IsIgnored.ShouldBe(isInCrowd && target.Object < 0);
        }

        Learning(targets).ShouldNotBeEmpty();
        targets.Where(target => target.Object >= 0).ShouldAllBe(target => target.Object == 1);
    }

    [Fact]
    public void A_cell_that_two_want_goes_to_the_one_that_it_overlaps_more()
    {
        PixelBox[] objects = [new(0, 0, 30, 30), new(2, 2, 34, 34)];
        CellTarget[] targets = Assign(objects);

        int shared = Array.FindIndex(Cells, cell => cell is { X: 20, Y: 20, Stride: 8 }); // predicts (4, 4) to (36, 36)
        Predicted(shared).Overlap(objects[1]).ShouldBeGreaterThan(Predicted(shared).Overlap(objects[0]));
        targets[shared].Object.ShouldBe(1);
        Learning(targets).Select(cell => targets[cell].Object).Distinct().ShouldBe([0, 1], ignoreOrder: true);
    }

    private static CellTarget[] Assign(PixelBox[] objects) =>
        TaskAlignedAssigner.Assign(Cells, Scores(), Boxes(), [.. objects.Select(box => (0, box, false))]);

    private static int[] Learning(CellTarget[] targets) => [.. Enumerable.Range(0, targets.Length).Where(cell => targets[cell].Object >= 0)];

    private static float[] Scores() => [.. Cells.Select(_ => 0.01f)];

    private static PixelBox[] Boxes() => [.. Enumerable.Range(0, Cells.Length).Select(Predicted)];

    private static PixelBox Predicted(int cell) => CellGrid.BoxOf(Cells[cell], [2, 2, 2, 2]);
}
