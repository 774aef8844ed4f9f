// SPDX-License-Identifier: MIT
using MCUNetV2.Pictures;

namespace MCUNetV2.Training.Data;

/// <summary>Decoded pictures, held in memory: each is decoded once, not once an epoch.</summary>
/// <param name="Training">Larger than the network's input, so that crops keep their sharpness.</param>
/// <param name="TrainingSize">Height and width of the training pictures.</param>
/// <param name="Validation">Of the network's input size.</param>
internal sealed record DataSet(IReadOnlyList<Picture> Training, int TrainingSize, IReadOnlyList<Picture> Validation)
{
    /// <param name="directories">Data sets.</param>
    /// <param name="classes">Class names, in the order of the outputs.</param>
    /// <param name="inputSize">Height and width of the network's input.</param>
    /// <param name="found">A detector's boxes by picture name; null for none. Marked objects go before them.</param>
    /// <exception cref="InvalidDataException">A split or a class is empty, or too many pictures cannot be read.</exception>
    public static DataSet Load(
        IReadOnlyList<string> directories, IReadOnlyList<string> classes, int inputSize, IReadOnlyDictionary<string, DetectedBox[]>? found = null)
    {
        (Dictionary<bool, List<Picture>> pictures, int trainingSize) = Read(directories, classes, inputSize, _ => true, found);
        return new DataSet(Require(directories, classes, pictures, false), trainingSize, Require(directories, classes, pictures, true));
    }

    /// <summary>All pictures of a folder to train with; only those of a folder <c>val</c> are kept apart, where there is one.</summary>
    /// <inheritdoc cref="Load"/>
    public static DataSet LoadEverything(string directory, IReadOnlyList<string> classes, int inputSize)
    {
        (Dictionary<bool, List<Picture>> pictures, int trainingSize) = Read([directory], classes, inputSize, file => file.Name.StartsWith("val/", StringComparison.Ordinal), found: null);
        return new DataSet(Require([directory], classes, pictures, false), trainingSize, pictures.GetValueOrDefault(true, []));
    }

    /// <summary>What <c>--sampling-weights</c> calls pictures without labels.</summary>
    public const string UnlabelledSource = "unlabelled";

    /// <summary>The same with more training pictures, of which nobody said what they show.</summary>
    /// <param name="folders">Folders of pictures, at any depth.</param>
    /// <exception cref="InvalidDataException">A folder is missing or holds no picture, or too many cannot be read.</exception>
    public DataSet WithUnlabelled(IReadOnlyList<string> folders)
    {
        PictureIntake intake = new();
        List<Picture> pictures = [];
        foreach (string folder in folders)
        {
            string[] files = [.. PictureFolder.Find(folder, intake)];
            if (files.Length == 0)
            {
                throw new InvalidDataException($"{folder}: no picture in it ({PictureFolder.Kinds})");
            }

            pictures.AddRange(files.AsParallel().AsOrdered()
                .Select(file => intake.Read(file, file) is { } encoded
                    ? Decode(new PictureFile(file, Picture.Unlabelled, IsValidation: false, UnlabelledSource, "", encoded), TrainingSize, intake, found: null)
                    : null)
                .OfType<Picture>());
        }

        intake.Close(Console.Error);
        return this with { Training = [.. Training, .. pictures] };
    }

    private static (Dictionary<bool, List<Picture>> Pictures, int TrainingSize) Read(
        IReadOnlyList<string> directories, IReadOnlyList<string> classes, int inputSize, Predicate<PictureFile> mayValidate,
        IReadOnlyDictionary<string, DetectedBox[]>? found)
    {
        int trainingSize = inputSize * 7 / 5;
        PictureIntake intake = new();
        Dictionary<bool, List<Picture>> pictures = directories
            .SelectMany(directory => PictureSource.Open(directory, classes, intake).Read())
            .AsParallel().AsOrdered()
            .Select(file => (File: file, IsHeld: file.IsValidation && mayValidate(file)))
            .Select(item => (item.IsHeld, Picture: Decode(item.File, item.IsHeld ? inputSize : trainingSize, intake, found)))
            .Where(item => item.Picture is not null)
            .GroupBy(item => item.IsHeld, item => item.Picture!)
            .ToDictionary(group => group.Key, group => group.ToList());
        intake.Close(Console.Error);
        return (pictures, trainingSize);
    }

    private static List<Picture> Require(IReadOnlyList<string> directories, IReadOnlyList<string> classes, Dictionary<bool, List<Picture>> pictures, bool validation)
    {
        List<Picture> found = pictures.GetValueOrDefault(validation, []);
        for (int label = 0; label < classes.Count; label++)
        {
            if (!found.Exists(picture => picture.Label == label))
            {
                throw new InvalidDataException($"{string.Join(", ", directories)}: no {(validation ? "validation" : "training")} picture of the class \"{classes[label]}\"");
            }
        }

        return found;
    }

    private static Picture? Decode(PictureFile file, int size, PictureIntake intake, IReadOnlyDictionary<string, DetectedBox[]>? found)
    {
        if (intake.Decode(file.Name, file.Encoded, size, size) is not { } pixels)
        {
            return null;
        }

        IReadOnlyList<DetectedBox>? objects = file.Objects is { } marked
            ? [.. marked.Select(box => new DetectedBox((float)box.Left, (float)box.Top, (float)box.Right, (float)box.Bottom, 1))]
            : found?.GetValueOrDefault(file.Name);
        return new Picture(file.Name, file.Label, file.Source, file.Origin, pixels, objects);
    }
}
