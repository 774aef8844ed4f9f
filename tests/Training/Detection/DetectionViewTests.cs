// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Detection;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests.Detection;

public class DetectionViewTests
{
    private static readonly MapSize Size = new(96, 128);

    /// <summary>A white rectangle on black, wherever a view puts it, is where the view says that it is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Boxes_go_where_their_pixels_go(float mosaic)
    {
        DetectionViewOptions options = new(mosaic, 0.3f, 1.6f, Colour: 0);
        DetectionPicture white = Picture(new TargetBox(0, 0.25f, 0.25f, 0.75f, 0.625f));
        DetectionPicture black = Picture();
        int seen = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            float[] values = new float[Size.Height * Size.Width * 3];
            IReadOnlyList<TargetBox> objects = new DetectionView(options, new Random(seed)).Draw(white, () => black, values, Size);
            (int left, int top, int right, int bottom)? bright = Bright(values);
            if (bright is not { } found)
            {
                objects.ShouldAllBe(box => box.IsIgnored, $"seed {seed}");
                continue;
            }

            TargetBox box = objects.ShouldHaveSingleItem();
            (box.Left * Size.Width).ShouldBe(found.left, 1.6, $"seed {seed}");
            (box.Right * Size.Width).ShouldBe(found.right, 1.6, $"seed {seed}");
            (box.Top * Size.Height).ShouldBe(found.top, 1.6, $"seed {seed}");
            (box.Bottom * Size.Height).ShouldBe(found.bottom, 1.6, $"seed {seed}");
            seen++;
        }

        seen.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void A_mosaic_shows_the_objects_of_four_or_nine_pictures()
    {
        HashSet<int> counts = [];
        DetectionPicture picture = Picture(new TargetBox(0, 0.1f, 0.1f, 0.9f, 0.9f));
        float[] values = new float[Size.Height * Size.Width * 3];

        for (int seed = 0; seed < 20; seed++)
        {
            IReadOnlyList<TargetBox> objects = new DetectionView(new DetectionViewOptions(Mosaic: 1), new Random(seed)).Draw(picture, () => picture, values, Size);

            counts.Add(objects.Count);
            objects.ShouldAllBe(box => box.Left >= 0 && box.Right <= 1 && box.Top >= 0 && box.Bottom <= 1 && box.Width > 0 && box.Height > 0);
            values.ShouldAllBe(value => value >= 0 && value <= 1);
        }

        counts.Order().ShouldBe([4, 9]);
    }

    [Fact]
    public void What_is_hardly_seen_is_ignored()
    {
        // Views of a quarter of the picture: most cut the object.
        DetectionViewOptions options = new(Mosaic: 0, SmallestArea: 0.2f, LargestArea: 0.3f);
        DetectionPicture picture = Picture(new TargetBox(0, 0.3f, 0.3f, 0.7f, 0.7f));
        TargetBox[] objects =
        [
            .. Enumerable.Range(0, 100).SelectMany(seed => new DetectionView(options, new Random(seed)).Draw(picture, () => picture, new float[Size.Height * Size.Width * 3], Size)),
        ];

        objects.ShouldContain(box => box.IsIgnored);
        objects.ShouldContain(box => !box.IsIgnored);
        // An object of 0.4 x 0.4 in a view of at most 0.3 is seen by a third where it takes 0.19 of the view.
        objects.Where(box => !box.IsIgnored).ShouldAllBe(box => box.Width * box.Height > 0.18f);
    }

    [Fact]
    public void The_same_seed_gives_the_same_view()
    {
        DetectionPicture picture = TinyDetector.Data(8).Training[1];
        float[] first = new float[Size.Height * Size.Width * 3];
        float[] second = new float[first.Length];

        IReadOnlyList<TargetBox> objects = new DetectionView(new DetectionViewOptions(), new Random(5)).Draw(picture, () => picture, first, Size);

        new DetectionView(new DetectionViewOptions(), new Random(5)).Draw(picture, () => picture, second, Size).ShouldBe(objects);
        second.ShouldBe(first);
    }

    private static (int Left, int Top, int Right, int Bottom)? Bright(float[] values)
    {
        int[] bright = [.. Enumerable.Range(0, Size.Height * Size.Width).Where(pixel => values[pixel * 3] > 0.7f)];
        return bright.Length == 0 ? null
            : (bright.Min(pixel => pixel % Size.Width), bright[0] / Size.Width, bright.Max(pixel => pixel % Size.Width) + 1, (bright[^1] / Size.Width) + 1);
    }

    private static DetectionPicture Picture(params TargetBox[] objects)
    {
        const int Side = 160;
        byte[] rgb = new byte[Side * Side * 3];
        foreach (TargetBox box in objects)
        {
            for (int y = (int)(box.Top * Side); y < box.Bottom * Side; y++)
            {
                rgb.AsSpan(((y * Side) + (int)(box.Left * Side)) * 3, (int)(box.Width * Side) * 3).Fill(255);
            }
        }

        return new DetectionPicture("drawn", "", Bitmap.Levels(new Bitmap(Side, Side, rgb)), objects, []);
    }
}
