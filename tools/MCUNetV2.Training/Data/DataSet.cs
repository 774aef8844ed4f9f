using MCUNetV2.Pictures;

namespace MCUNetV2.Training.Data;

/// <summary>Decoded pictures, held in memory: each is decoded once, not once an epoch.</summary>
/// <param name="Training">Larger than the network's input, so that crops keep their sharpness.</param>
/// <param name="TrainingSize">Height and width of the training pictures.</param>
/// <param name="Validation">Of the network's input size.</param>
internal sealed record DataSet(IReadOnlyList<Picture> Training, int TrainingSize, IReadOnlyList<Picture> Validation)
{
    /// <exception cref="InvalidDataException">A split or a class is empty, or too many pictures cannot be read.</exception>
    public static DataSet Load(IReadOnlyList<string> directories, IReadOnlyList<string> classes, int inputSize)
    {
        int trainingSize = inputSize * 7 / 5;
        PictureIntake intake = new();
        Dictionary<bool, List<Picture>> pictures = directories
            .SelectMany(directory => PictureSource.Open(directory, classes, intake).Read())
            .AsParallel().AsOrdered()
            .Select(file => (file.IsValidation, Picture: Decode(file, file.IsValidation ? inputSize : trainingSize, intake)))
            .Where(item => item.Picture is not null)
            .GroupBy(item => item.IsValidation, item => item.Picture!)
            .ToDictionary(group => group.Key, group => group.ToList());
        intake.Close(Console.Error);

        return new DataSet(Require(false, "training"), trainingSize, Require(true, "validation"));

        List<Picture> Require(bool validation, string split)
        {
            List<Picture> found = pictures.GetValueOrDefault(validation, []);
            for (int label = 0; label < classes.Count; label++)
            {
                if (!found.Exists(picture => picture.Label == label))
                {
                    throw new InvalidDataException($"{string.Join(", ", directories)}: no {split} picture of the class \"{classes[label]}\"");
                }
            }

            return found;
        }
    }

    private static Picture? Decode(PictureFile file, int size, PictureIntake intake) =>
        intake.Decode(file.Name, file.Encoded, size, size) is { } pixels ? new Picture(file.Name, file.Label, file.Source, file.Origin, pixels) : null;
}
