// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>
/// Tar files beside a <c>manifest.csv</c> with the columns file, label, split ("train" or "val"), source, label_origin and shard.
/// </summary>
public sealed class ManifestSource(string directory, int classCount) : IPictureSource
{
    public const string FileName = "manifest.csv";

    public IEnumerable<PictureFile> Read() => ReadRows().Select(row => new PictureFile(
        row.Name, ParseLabel(row, row.Label), row.IsValidation, PlainText.Of(row.Source), PlainText.Of(row.Origin), row.Encoded));

    /// <summary>All pictures where the label may be several classes, separated by semicolons, or none.</summary>
    public IEnumerable<MultiLabelPicture> ReadSeveral() => ReadRows().Select(row => new MultiLabelPicture(
        row.Name, [.. row.Label.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(label => ParseLabel(row, label))], row.IsValidation ? "val" : "train", row.Encoded));

    private IEnumerable<ManifestRow> ReadRows()
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
                yield return new ManifestRow(manifest, row, fields[file], fields[label], fields[split] == "val", fields[source], fields[origin], encoded);
            }
        }
    }

    private int ParseLabel(ManifestRow row, string text) =>
        int.TryParse(text, out int label) && label >= 0 && label < classCount
            ? label
            : throw row.Manifest.Wrong(row.Line, $"label {row.Label} is none of the {classCount} classes, 0 to {classCount - 1}");

    private sealed record ManifestRow(CsvTable Manifest, CsvRow Line, string Name, string Label, bool IsValidation, string Source, string Origin, byte[] Encoded);
}
