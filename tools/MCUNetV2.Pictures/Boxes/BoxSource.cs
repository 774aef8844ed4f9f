// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>
/// A data set of objects: <c>boxes.jsonl</c>, a line a picture with <c>file</c>, <c>split</c>, <c>boxes</c> (each <c>cls</c>, <c>box</c>: left, top, right, bottom as
/// parts of the picture, and perhaps <c>crowd</c>), perhaps <c>source</c>, and <c>shard</c>, the tar file beside it that holds the picture; without a shard the
/// picture is a file.
/// </summary>
public sealed class BoxSource(string directory, PictureIntake intake) : IBoxSource
{
    public const string FileName = "boxes.jsonl";

    /// <inheritdoc/>
    public IEnumerable<BoxedPicture> Read(Predicate<string> wanted)
    {
        string index = Path.Combine(directory, FileName);
        if (!File.Exists(index))
        {
            throw new InvalidDataException($"{directory}: no {FileName}, which lists the pictures and their boxes");
        }

        Entry[] entries =
        [
            .. InputFile.ReadFoundText(index).Split('\n')
                .Select((line, number) => (Text: line.Trim(), Number: number + 1))
                .Where(line => line.Text.Length > 0)
                .Select(line => Parse(index, line.Text, line.Number)),
        ];
        RequireUnique(index, entries);
        foreach (IGrouping<string?, Entry> shard in entries.Where(entry => wanted(entry.Split)).GroupBy(entry => entry.Shard).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            IEnumerable<BoxedPicture> pictures = shard.Key is null
                ? ReadFiles(shard)
                : TarShard.Read(directory, shard.Key, FileName, shard.ToDictionary(entry => entry.File, StringComparer.Ordinal)).Select(item => item.Row.With(item.Encoded));
            foreach (BoxedPicture picture in pictures)
            {
                yield return picture;
            }
        }
    }

    private IEnumerable<BoxedPicture> ReadFiles(IEnumerable<Entry> entries) => BoxSources.ReadPictures(directory, FileName, entries.Select(entry => entry.With([])), intake);

    private static void RequireUnique(string index, Entry[] entries)
    {
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        foreach (Entry entry in entries)
        {
            if (!lines.TryAdd(entry.File, entry.Line))
            {
                throw new InvalidDataException($"{index}: line {entry.Line}: {entry.File} is in line {lines[entry.File]} already; each picture may occur once");
            }
        }
    }

    private static Entry Parse(string index, string line, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return new Entry(
                number,
                root.Text("file"),
                root.Text("split"),
                root.TryGetProperty("source", out _) ? root.Text("source") : "",
                root.TryGetProperty("shard", out JsonElement shard) && shard.ValueKind != JsonValueKind.Null ? root.Text("shard") : null,
                [.. root.Field("boxes").EnumerateArray().Select(ParseBox)]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{index}: line {number} is no picture with boxes: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static MarkedBox ParseBox(JsonElement box)
    {
        double[] sides = box.Sides("box", "left, top, right, bottom as parts of the picture");
        return new MarkedBox(box.Text("cls"), sides[0], sides[1], sides[2], sides[3], box.Flag("crowd"));
    }

    private sealed record Entry(int Line, string File, string Split, string Source, string? Shard, IReadOnlyList<MarkedBox> Boxes)
    {
        public BoxedPicture With(byte[] encoded) => new(File, Split, Source, Boxes, encoded);
    }
}
