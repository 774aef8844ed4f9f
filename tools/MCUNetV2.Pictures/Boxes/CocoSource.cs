// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>
/// COCO: <c>annotations/instances_SPLIT.json</c> with the pictures in <c>SPLIT</c>, <c>images/SPLIT</c> or <c>images</c>; or <c>SPLIT/_annotations.coco.json</c> beside the pictures.
/// </summary>
internal sealed class CocoSource(string directory, PictureIntake intake) : IBoxSource
{
    private const string Beside = "_annotations.coco.json";

    public static bool IsIn(string directory) => Files(directory).Any();

    public IEnumerable<BoxedPicture> Read(Predicate<string> wanted) =>
        Files(directory).Where(item => wanted(item.Split)).SelectMany(item => BoxSources.ReadPictures(directory, item.File, Parse(item.File, item.Split), intake));

    private static IEnumerable<(string File, string Split)> Files(string directory)
    {
        string annotations = Path.Combine(directory, "annotations");
        IEnumerable<string> listed = Directory.Exists(annotations) ? Directory.EnumerateFiles(annotations, "instances_*.json").Order(StringComparer.Ordinal) : [];
        IEnumerable<string> beside = Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, Beside)).Where(File.Exists);
        return
        [
            .. listed.Select(file => (file, Path.GetFileNameWithoutExtension(file)["instances_".Length..])),
            .. beside.Select(file => (file, SplitOf(Path.GetFileName(Path.GetDirectoryName(file)!)))),
        ];
    }

    private static string SplitOf(string folder) => folder == "valid" ? "val" : folder;

    private List<BoxedPicture> Parse(string file, string split)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(InputFile.ReadFoundText(file));
            JsonElement root = document.RootElement;
            Dictionary<long, string> classes = root.Field("categories").EnumerateArray().ToDictionary(item => item.Field("id").GetInt64(), item => item.Text("name"));
            ILookup<long, JsonElement> boxes = root.Field("annotations").EnumerateArray().ToLookup(item => item.Field("image_id").GetInt64());
            return
            [
                .. root.Field("images").EnumerateArray().Select(picture => new BoxedPicture(
                    NameOf(file, split, picture.Text("file_name")), split, "",
                    [.. boxes[picture.Field("id").GetInt64()].Select(box => ParseBox(box, classes, picture.Field("width").GetDouble(), picture.Field("height").GetDouble()))],
                    [])),
            ];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{file}: not annotations of COCO: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private string NameOf(string file, string split, string name)
    {
        string folder = Path.GetFileName(file) == Beside ? Path.GetFileName(Path.GetDirectoryName(file)!)
            : new[] { split, $"images/{split}", "images" }.FirstOrDefault(place => Directory.Exists(Path.Combine(directory, place))) ?? split;
        return $"{folder}/{name}";
    }

    /// <summary>Left, top, width and height, in pixels.</summary>
    private static MarkedBox ParseBox(JsonElement item, Dictionary<long, string> classes, double width, double height)
    {
        double[] sides = item.Sides("bbox", "left, top, width, height in pixels");
        if (width <= 0 || height <= 0)
        {
            throw new FormatException($"a picture of {width} x {height}");
        }

        long category = item.Field("category_id").GetInt64();
        return new MarkedBox(
            classes.TryGetValue(category, out string? name) ? name : throw new FormatException($"category {category} is not among the categories"),
            sides[0] / width,
            sides[1] / height,
            (sides[0] + sides[2]) / width,
            (sides[1] + sides[3]) / height,
            item.Flag("iscrowd"));
    }
}
