using System.Formats.Tar;

namespace MCUNetV2.Pictures;

/// <summary>
/// Tar files beside a <c>manifest.csv</c> with the columns file, label, split ("train" or "val"), source, label_origin and shard.
/// </summary>
public sealed class ManifestSource(string directory, int classCount) : IPictureSource
{
    public const string FileName = "manifest.csv";

    public IEnumerable<PictureFile> Read()
    {
        CsvTable manifest = CsvTable.Load(Path.Combine(directory, FileName));
        int file = manifest.Column("file");
        int label = manifest.Column("label");
        int split = manifest.Column("split");
        int source = manifest.Column("source");
        int origin = manifest.Column("label_origin");
        int shard = manifest.Column("shard");
        foreach (IGrouping<string, string[]> rows in manifest.Rows.GroupBy(row => row[shard]).OrderBy(rows => rows.Key, StringComparer.Ordinal))
        {
            Dictionary<string, string[]> byName = rows.ToDictionary(row => row[file]);
            using TarReader reader = new(File.OpenRead(Path.Combine(directory, rows.Key)));
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is { } stream && byName.Remove(entry.Name, out string[]? row))
                {
                    byte[] encoded = new byte[entry.Length];
                    stream.ReadExactly(encoded);
                    yield return new PictureFile(entry.Name, ParseLabel(row[label]), row[split] == "val", row[source], row[origin], encoded);
                }
            }

            if (byName.Count > 0)
            {
                throw new InvalidDataException($"{rows.Key}: {byName.Count} pictures of the manifest are missing, {byName.Keys.First()} for one");
            }
        }
    }

    private int ParseLabel(string text)
    {
        return int.TryParse(text, out int label) && label >= 0 && label < classCount
            ? label
            : throw new InvalidDataException($"{FileName}: label {text} is none of the {classCount} classes, 0 to {classCount - 1}");
    }
}
