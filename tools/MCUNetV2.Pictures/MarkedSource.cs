// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>
/// A data set of objects read as one of classes: a picture belongs to the class of its largest object, and to the first class when none of
/// its objects belongs to a later one. Splits whose names begin with "train" are for training, "val" for validation; others are left out.
/// </summary>
public sealed class MarkedSource(string directory, IReadOnlyList<string> classes, PictureIntake intake) : IPictureSource
{
    /// <summary>Smaller objects, as parts of the picture, do not count: the rule of Visual Wake Words (Chowdhery et al. 2019).</summary>
    private const double SmallestPart = 0.005;

    public IEnumerable<PictureFile> Read()
    {
        return BoxSources.Open(directory, intake).Read(split => split.StartsWith("train", StringComparison.Ordinal) || split == "val")
            .Select(ToFile);
    }

    private PictureFile ToFile(BoxedPicture picture)
    {
        int label = LabelOf(picture.Boxes);
        MarkedBox[] objects = [.. picture.Boxes.Where(box => label > 0 && IndexOf(box) == label)];
        return new PictureFile(picture.Name, label, picture.Split == "val", picture.Source, "human boxes", picture.Encoded, objects);
    }

    private int LabelOf(IReadOnlyList<MarkedBox> boxes)
    {
        MarkedBox? largest = boxes.Where(box => IndexOf(box) > 0 && PartOf(box) > SmallestPart).MaxBy(PartOf);
        return largest is null ? 0 : IndexOf(largest);
    }

    private int IndexOf(MarkedBox box) => classes.Index().FirstOrDefault(item => item.Item == box.Class).Index;

    private static double PartOf(MarkedBox box) => (box.Right - box.Left) * (box.Bottom - box.Top);
}
