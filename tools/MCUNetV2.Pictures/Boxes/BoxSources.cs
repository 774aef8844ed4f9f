// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>A data set of pictures whose objects are marked.</summary>
public interface IBoxSource
{
    /// <summary>The pictures of some splits.</summary>
    /// <param name="wanted">Whether a split, by its name, is to be read.</param>
    /// <exception cref="InvalidDataException">What describes them is malformed, or a picture is missing.</exception>
    IEnumerable<BoxedPicture> Read(Predicate<string> wanted);
}

/// <summary>Recognises how a data set's objects are marked.</summary>
public static class BoxSources
{
    /// <summary>For messages.</summary>
    public const string Forms = "boxes.jsonl, Pascal VOC's Annotations/*.xml, COCO's annotations/*.json, or YOLO's labels/*.txt";

    /// <summary>Whether a folder has marked objects in one of the forms that are known.</summary>
    public static bool IsIn(string directory) => Directory.Exists(directory) &&
        (File.Exists(Path.Combine(directory, BoxSource.FileName)) || VocSource.IsIn(directory) || CocoSource.IsIn(directory) || YoloSource.IsIn(directory));

    /// <param name="directory">The data set.</param>
    /// <param name="intake">Told of what cannot be read.</param>
    /// <exception cref="InvalidDataException">It has no marked objects.</exception>
    public static IBoxSource Open(string directory, PictureIntake intake)
    {
        if (File.Exists(Path.Combine(directory, BoxSource.FileName)))
        {
            return new BoxSource(directory, intake);
        }

        if (!Directory.Exists(directory))
        {
            throw new InvalidDataException($"{directory}: no such directory");
        }

        return VocSource.IsIn(directory) ? new VocSource(directory, intake)
            : CocoSource.IsIn(directory) ? new CocoSource(directory, intake)
            : YoloSource.IsIn(directory) ? new YoloSource(directory, intake)
            : throw new InvalidDataException($"{directory}: no pictures with boxes; one of these is needed: {Forms}");
    }

    /// <summary>Reads the files that pictures are named after.</summary>
    /// <param name="listing">What names them, for messages.</param>
    internal static IEnumerable<BoxedPicture> ReadPictures(string directory, string listing, IEnumerable<BoxedPicture> pictures, PictureIntake intake)
    {
        foreach (BoxedPicture picture in pictures)
        {
            string path = DataSetPath.Inside(directory, picture.Name, listing);
            if (!File.Exists(path))
            {
                throw new InvalidDataException($"{directory}: {listing} lists {picture.Name}, which is missing");
            }

            if (intake.Read(path, picture.Name) is { } encoded)
            {
                yield return picture with { Encoded = encoded };
            }
        }
    }
}
