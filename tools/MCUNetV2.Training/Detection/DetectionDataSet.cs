// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Detection;

/// <summary>Decoded pictures with boxes, held in memory: each is decoded once, not once an epoch.</summary>
internal sealed record DetectionDataSet(IReadOnlyList<DetectionPicture> Training, IReadOnlyList<DetectionPicture> Validation)
{
    /// <summary>What a detector is that sure of is an object; what it is less sure of is neither learnt as one nor as background.</summary>
    public const float SureScore = 0.45f;

    private const float DoubtfulScore = 0.08f;

    // Of a data set without validation pictures, one in so many is held back.
    private const int ValidationShare = 10;

    /// <param name="directories">Data sets with boxes; or, with a detector's boxes, of classes.</param>
    /// <param name="classes">Class names, in the order of the scores; boxes of others are background.</param>
    /// <param name="largestSide">Pictures are kept no larger, in pixels.</param>
    /// <param name="found">A detector's boxes, by picture name; those without a name are of the only class. Null for none.</param>
    /// <exception cref="InvalidDataException">A split is empty, or too many pictures cannot be read.</exception>
    public static DetectionDataSet Load(
        IReadOnlyList<string> directories, IReadOnlyList<string> classes, int largestSide, IReadOnlyDictionary<string, DetectedBox[]>? found)
    {
        PictureIntake intake = new();
        (bool IsHeld, DetectionPicture? Picture)[] pictures =
        [
            .. directories.SelectMany(directory => Open(directory, classes, found, intake))
                .AsParallel().AsOrdered()
                .Select(item => (item.IsHeld, Decode(item.Picture, classes, item.Objects, largestSide, intake)))
                .Where(item => item.Item2 is not null),
        ];
        intake.Close(Console.Error);
        DetectionPicture[] training = [.. pictures.Where(item => !item.IsHeld).Select(item => item.Picture!)];
        DetectionPicture[] validation = [.. pictures.Where(item => item.IsHeld).Select(item => item.Picture!)];
        return training.Any(picture => picture.Objects.Count > 0) && validation.Any(picture => picture.Objects.Count > 0)
            ? new DetectionDataSet(training, validation)
            : throw new InvalidDataException($"{string.Join(", ", directories)}: no training or no validation picture has a box of {string.Join(", ", classes)}");
    }

    private static IEnumerable<(BoxedPicture Picture, bool IsHeld, IReadOnlyList<TargetBox>? Objects)> Open(
        string directory, IReadOnlyList<string> classes, IReadOnlyDictionary<string, DetectedBox[]>? found, PictureIntake intake)
    {
        if (found is not null && !BoxSources.IsIn(directory))
        {
            return PictureSource.Open(directory, classes.Count == 1 ? ["no " + classes[0], classes[0]] : classes, intake).Read()
                .Where(file => !file.IsValidation)
                .Select(file => (Picture: new BoxedPicture(file.Name, "train", file.Source, [], file.Encoded), IsHeld: false, Objects: Targets(file, classes, found)))
                .Where(item => item.Objects is not null);
        }

        BoxedPicture[] pictures = [.. BoxSources.Open(directory, intake).Read(split => split.StartsWith("train", StringComparison.Ordinal) || split == "val")];
        bool hasValidation = pictures.Any(picture => picture.Split == "val");
        return pictures.Select(picture => (picture, hasValidation ? picture.Split == "val" : IsHeldBack(picture.Name), (IReadOnlyList<TargetBox>?)null));
    }

    /// <returns>Null when a picture's class and its boxes contradict each other: it is left out.</returns>
    private static IReadOnlyList<TargetBox>? Targets(PictureFile file, IReadOnlyList<string> classes, IReadOnlyDictionary<string, DetectedBox[]> found)
    {
        DetectedBox[] boxes = found.GetValueOrDefault(file.Name, []);
        bool isRight = classes.Count == 1
            ? boxes.Any(box => box.Score >= SureScore) == file.Label > 0
            // A folder says that its class is there, not that others are not; the classes of a manifest are a classifier's.
            : file.Origin != FolderSource.Origin || boxes.Any(box => box.Score >= SureScore && ClassOf(box) == file.Label);
        return isRight
            ? [.. boxes.Where(box => box.Score >= DoubtfulScore).Select(box => (Class: ClassOf(box), Box: box)).Where(item => item.Class >= 0)
                .Select(item => new TargetBox(item.Class, item.Box.Left, item.Box.Top, item.Box.Right, item.Box.Bottom, item.Box.Score < SureScore))]
            : null;

        int ClassOf(DetectedBox box) => box.Class is { } name ? IndexOf(classes, name) : 0;
    }

    private static DetectionPicture? Decode(
        BoxedPicture picture, IReadOnlyList<string> classes, IReadOnlyList<TargetBox>? objects, int largestSide, PictureIntake intake)
    {
        if (intake.Decode(picture.Name, picture.Encoded, largestSide) is not { } decoded)
        {
            return null;
        }

        objects ??=
        [
            .. picture.Boxes.Select(box => (Class: IndexOf(classes, box.Class), Box: box)).Where(item => item.Class >= 0)
                .Select(item => new TargetBox(item.Class, (float)item.Box.Left, (float)item.Box.Top, (float)item.Box.Right, (float)item.Box.Bottom, item.Box.IsCrowd)),
        ];
        return new DetectionPicture(picture.Name, picture.Source, Bitmap.Levels(new Bitmap(decoded.Height, decoded.Width, decoded.Rgb)), objects, picture.Boxes);
    }

    private static int IndexOf(IReadOnlyList<string> classes, string name) => classes.Index().Where(item => item.Item == name).Select(item => item.Index).FirstOrDefault(-1);

    // string.GetHashCode differs from run to run; the split must not.
    private static bool IsHeldBack(string name) =>
        System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name))[0] % ValidationShare == 0;
}
