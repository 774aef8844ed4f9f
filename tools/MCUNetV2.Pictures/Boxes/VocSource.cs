// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>
/// Pascal VOC: <c>Annotations/NAME.xml</c> beside <c>JPEGImages</c> (or the pictures beside the annotations, as labelImg writes them), splits in
/// <c>ImageSets/Main/SPLIT.txt</c>; without those every picture is for training. Difficult objects count as crowds do: neither way.
/// </summary>
internal sealed class VocSource(string directory, PictureIntake intake) : IBoxSource
{
    private const string Annotations = "Annotations";
    private const string Pictures = "JPEGImages";

    // Those that VOC's own files know; train and val together are trainval.
    private static readonly string[] Splits = ["train", "val", "test"];

    public static bool IsIn(string directory) =>
        Directory.Exists(Path.Combine(directory, Annotations)) && Directory.EnumerateFiles(Path.Combine(directory, Annotations), "*.xml").Any();

    public IEnumerable<BoxedPicture> Read(Predicate<string> wanted)
    {
        Dictionary<string, string> splits = ReadSplits();
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(directory, Annotations), "*.xml").Order(StringComparer.Ordinal)];
        RequireAnnotations(splits, files);
        return BoxSources.ReadPictures(
            directory,
            Annotations,
            files.Select(file => (File: file, Split: splits.Count == 0 ? "train" : splits.GetValueOrDefault(Path.GetFileNameWithoutExtension(file), "none")))
                .Where(item => wanted(item.Split))
                .Select(item => Parse(item.File, item.Split)),
            intake);
    }

    private Dictionary<string, string> ReadSplits()
    {
        Dictionary<string, string> splits = [];
        foreach (string split in Splits)
        {
            string file = Path.Combine(directory, "ImageSets", "Main", split + ".txt");
            foreach (string line in File.Exists(file) ? InputFile.ReadFoundText(file).Split('\n') : [])
            {
                // "NAME", or "NAME 1" in the lists of a class.
                string name = line.Trim().Split(' ')[0];
                if (name.Length > 0)
                {
                    splits[name] = split;
                }
            }
        }

        return splits;
    }

    /// <summary>VOC's lists name pictures that have an annotation, and no others.</summary>
    private void RequireAnnotations(Dictionary<string, string> splits, string[] files)
    {
        HashSet<string> annotated = [.. files.Select(file => Path.GetFileNameWithoutExtension(file))];
        if (splits.Keys.FirstOrDefault(name => !annotated.Contains(name)) is { } missing)
        {
            throw new InvalidDataException($"{directory}: ImageSets/Main/{splits[missing]}.txt lists {missing}, of which there is no {Annotations}/{missing}.xml");
        }
    }

    private BoxedPicture Parse(string file, string split)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(InputFile.ReadFoundText(file)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            XElement root = XDocument.Load(reader).Root!;
            double width = Number(root.Element("size"), "width");
            double height = Number(root.Element("size"), "height");
            if (width <= 0 || height <= 0)
            {
                throw new FormatException($"its size is {width} x {height}");
            }

            string name = root.Element("filename")?.Value.Trim() is { Length: > 0 } given ? Path.GetFileName(given.Replace('\\', '/')) : Path.GetFileNameWithoutExtension(file) + ".jpg";
            string folder = Directory.Exists(Path.Combine(directory, Pictures)) ? Pictures : Annotations;
            return new BoxedPicture($"{folder}/{name}", split, "", [.. root.Elements("object").Select(item => ParseObject(item, width, height))], []);
        }
        catch (Exception exception) when (exception is XmlException or FormatException)
        {
            throw new InvalidDataException($"{file}: not an annotation of Pascal VOC: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Sides are whole pixels, the first one 1.</summary>
    private static MarkedBox ParseObject(XElement item, double width, double height)
    {
        XElement? box = item.Element("bndbox");
        string name = item.Element("name")?.Value.Trim() is { Length: > 0 } given ? given : throw new FormatException("an object has no name");
        return new MarkedBox(
            name,
            (Number(box, "xmin") - 1) / width,
            (Number(box, "ymin") - 1) / height,
            Number(box, "xmax") / width,
            Number(box, "ymax") / height,
            item.Element("difficult")?.Value.Trim() == "1");
    }

    private static double Number(XElement? parent, string name) =>
        double.TryParse(parent?.Element(name)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new FormatException($"{parent?.Name.LocalName ?? "it"} has no number {name}");
}
