// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>
/// YOLO: for each picture of <c>images/SPLIT</c> a text <c>labels/SPLIT/NAME.txt</c>, or of <c>SPLIT/images</c> a <c>SPLIT/labels/NAME.txt</c>, or without splits, when all are for
/// training; a line an object: class number, centre x, centre y, width, height as parts of the picture. Names in <c>data.yaml</c> or another .yaml, or <c>classes.txt</c>.
/// </summary>
internal sealed class YoloSource(string directory, PictureIntake intake) : IBoxSource
{
    private const string Images = "images";
    private const string Labels = "labels";

    public static bool IsIn(string directory) => Splits(directory).Any() && (Yaml(directory) is not null || File.Exists(Path.Combine(directory, "classes.txt")));

    public IEnumerable<BoxedPicture> Read(Predicate<string> wanted)
    {
        string[] names = ReadNames();
        return Splits(directory).Where(item => wanted(item.Split)).SelectMany(item => PictureFolder.Find(Path.Combine(directory, item.Pictures), intake).Select(path =>
        {
            string name = Path.GetRelativePath(Path.Combine(directory, item.Pictures), path);
            string label = Path.Combine(directory, item.Labels, Path.ChangeExtension(name, ".txt"));
            // A picture without a text has no objects.
            MarkedBox[] boxes = File.Exists(label) ? [.. Parse(label, names)] : [];
            return intake.Read(path, name) is { } encoded ? new BoxedPicture($"{item.Pictures}/{name}", item.Split, "", boxes, encoded) : null;
        }).OfType<BoxedPicture>());
    }

    private static IEnumerable<(string Split, string Pictures, string Labels)> Splits(string directory)
    {
        foreach ((string folder, string split) in new[] { ("train", "train"), ("val", "val"), ("valid", "val"), ("test", "test") })
        {
            if (Has($"{Labels}/{folder}"))
            {
                yield return (split, $"{Images}/{folder}", $"{Labels}/{folder}");
            }
            else if (Has($"{folder}/{Labels}"))
            {
                yield return (split, $"{folder}/{Images}", $"{folder}/{Labels}");
            }
        }

        if (Has(Labels) && !Directory.EnumerateDirectories(Path.Combine(directory, Labels)).Any())
        {
            yield return ("train", Images, Labels);
        }

        bool Has(string folder) => Directory.Exists(Path.Combine(directory, folder));
    }

    private static string? Yaml(string directory) =>
        Directory.EnumerateFiles(directory, "*.yaml").Concat(Directory.EnumerateFiles(directory, "*.yml")).Order(StringComparer.Ordinal).FirstOrDefault();

    private string[] ReadNames()
    {
        string list = Path.Combine(directory, "classes.txt");
        if (File.Exists(list))
        {
            return [.. InputFile.ReadFoundText(list).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        }

        string file = Yaml(directory) ?? throw new InvalidDataException($"{directory}: neither a classes.txt nor a .yaml with the names of the classes");
        string[] names = [.. NamesOf(InputFile.ReadFoundText(file).Split('\n'))];
        return names.Length > 0 ? names : throw new InvalidDataException($"{file}: has no \"names:\", the classes in the order of their numbers");
    }

    /// <summary>What these files say of names: [a, b], lines of "- a", or lines of "0: a".</summary>
    private static IEnumerable<string> NamesOf(string[] lines)
    {
        int start = Array.FindIndex(lines, line => line.StartsWith("names:", StringComparison.Ordinal));
        if (start < 0)
        {
            yield break;
        }

        string rest = lines[start]["names:".Length..].Trim();
        if (rest.StartsWith('['))
        {
            foreach (string name in rest.Trim('[', ']').Split(','))
            {
                yield return Bare(name);
            }

            yield break;
        }

        for (int i = start + 1; i < lines.Length && lines[i].Length > 0 && lines[i][0] is ' ' or '-' or '\t'; i++)
        {
            string line = lines[i].Trim();
            yield return Bare(line.StartsWith('-') ? line[1..] : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        }

        static string Bare(string name) => name.Trim().Trim('"', '\'');
    }

    private static IEnumerable<MarkedBox> Parse(string label, string[] names)
    {
        foreach ((int number, string line) in InputFile.ReadFoundText(label).Split('\n').Index())
        {
            string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0)
            {
                continue;
            }

            double[] values = [.. fields.Skip(1).Select(field => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : double.NaN)];
            if (values.Length != 4 || values.Any(double.IsNaN) || !int.TryParse(fields[0], CultureInfo.InvariantCulture, out int index) || index < 0 || index >= names.Length)
            {
                throw new InvalidDataException($"{label}: line {number + 1} is not a class number, 0 to {names.Length - 1}, centre x, centre y, width and height");
            }

            yield return new MarkedBox(names[index], values[0] - (values[2] / 2), values[1] - (values[3] / 2), values[0] + (values[2] / 2), values[1] + (values[3] / 2), IsCrowd: false);
        }
    }
}
