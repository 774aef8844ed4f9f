using System.Formats.Tar;
using System.Text.Json;

namespace MCUNetV2.Pictures;

/// <summary>
/// A data set of objects: <c>boxes.jsonl</c>, a line a picture with <c>file</c>, <c>split</c>, <c>boxes</c> (each <c>cls</c>, <c>box</c>: left, top, right, bottom as
/// parts of the picture, and perhaps <c>crowd</c>), perhaps <c>source</c>, and <c>shard</c>, the tar file beside it that holds the picture; without a shard the
/// picture is a file.
/// </summary>
public sealed class BoxSource(string directory)
{
    public const string FileName = "boxes.jsonl";

    /// <summary>The pictures of some splits.</summary>
    /// <param name="wanted">Whether a split, by its name, is to be read.</param>
    /// <exception cref="InvalidDataException">A line is malformed, or a picture is missing.</exception>
    public IEnumerable<BoxedPicture> Read(Predicate<string> wanted)
    {
        string index = Path.Combine(directory, FileName);
        if (!File.Exists(index))
        {
            throw new InvalidDataException($"{directory}: no {FileName}, which lists the pictures and their boxes");
        }

        Entry[] entries = [.. File.ReadLines(index).Where(line => line.Length > 0).Select(Parse).Where(entry => wanted(entry.Split))];
        foreach (IGrouping<string?, Entry> shard in entries.GroupBy(entry => entry.Shard).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (BoxedPicture picture in shard.Key is null ? ReadFiles(shard) : ReadTar(shard.Key, shard))
            {
                yield return picture;
            }
        }
    }

    private IEnumerable<BoxedPicture> ReadFiles(IEnumerable<Entry> entries)
    {
        foreach (Entry entry in entries)
        {
            string path = Path.Combine(directory, entry.File);
            yield return File.Exists(path)
                ? entry.With(File.ReadAllBytes(path))
                : throw new InvalidDataException($"{directory}: {FileName} lists {entry.File}, which is missing");
        }
    }

    private IEnumerable<BoxedPicture> ReadTar(string shard, IEnumerable<Entry> entries)
    {
        Dictionary<string, Entry> wanted = entries.ToDictionary(entry => entry.File);
        using TarReader reader = new(File.OpenRead(Path.Combine(directory, shard)));
        while (reader.GetNextEntry() is { } file)
        {
            if (file.DataStream is { } stream && wanted.Remove(file.Name, out Entry? entry))
            {
                byte[] encoded = new byte[file.Length];
                stream.ReadExactly(encoded);
                yield return entry.With(encoded);
            }
        }

        if (wanted.Count > 0)
        {
            throw new InvalidDataException($"{shard}: {wanted.Count} pictures of {FileName} are missing, {wanted.Keys.First()} for one");
        }
    }

    private static Entry Parse(string line, int index)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return new Entry(
                root.GetProperty("file").GetString()!,
                root.GetProperty("split").GetString()!,
                root.TryGetProperty("source", out JsonElement source) ? source.GetString()! : "",
                root.TryGetProperty("shard", out JsonElement shard) ? shard.GetString() : null,
                [.. root.GetProperty("boxes").EnumerateArray().Select(ParseBox)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{FileName}: line {index + 1} is no picture with boxes: {exception.Message}");
        }
    }

    private static MarkedBox ParseBox(JsonElement box)
    {
        double[] sides = [.. box.GetProperty("box").EnumerateArray().Select(side => side.GetDouble())];
        bool crowd = box.TryGetProperty("crowd", out JsonElement mark) && mark.ValueKind is JsonValueKind.True or JsonValueKind.Number;
        return new MarkedBox(box.GetProperty("cls").GetString()!, sides[0], sides[1], sides[2], sides[3], crowd);
    }

    private sealed record Entry(string File, string Split, string Source, string? Shard, IReadOnlyList<MarkedBox> Boxes)
    {
        public BoxedPicture With(byte[] encoded) => new(File, Split, Source, Boxes, encoded);
    }
}
