// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;

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
        manifest.RequireUnique(file);
        foreach (IGrouping<string, CsvRow> rows in manifest.Rows.GroupBy(row => row.Fields[shard]).OrderBy(rows => rows.Key, StringComparer.Ordinal))
        {
            foreach ((CsvRow row, byte[] encoded) in TarShard.Read(directory, rows.Key, FileName, rows.ToDictionary(row => row.Fields[file], StringComparer.Ordinal)))
            {
                string[] fields = row.Fields;
                yield return new PictureFile(fields[file], ParseLabel(manifest, row, label), fields[split] == "val", PlainText.Of(fields[source]), PlainText.Of(fields[origin]), encoded);
            }
        }
    }

    private int ParseLabel(CsvTable manifest, CsvRow row, int column)
    {
        return int.TryParse(row.Fields[column], out int label) && label >= 0 && label < classCount
            ? label
            : throw manifest.Wrong(row, $"label {row.Fields[column]} is none of the {classCount} classes, 0 to {classCount - 1}");
    }
}
