// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>A comma separated file with a header line and quoted fields (RFC 4180, without line breaks in fields). A byte order mark and lines of any system are taken.</summary>
public sealed class CsvTable
{
    private readonly string _path;
    private readonly string[] _header;

    private CsvTable(string path, string[] header, IReadOnlyList<CsvRow> rows)
    {
        _path = path;
        _header = header;
        Rows = rows;
    }

    public IReadOnlyList<CsvRow> Rows { get; }

    public IReadOnlyList<string> Header => _header;

    /// <exception cref="InvalidDataException">A row has more or fewer fields than the header, or a quote is not closed.</exception>
    public static CsvTable Load(string path)
    {
        List<CsvRow> rows =
        [
            .. InputFile.ReadText(path).ReplaceLineEndings("\n").Split('\n')
                .Select((text, index) => (text, line: index + 1))
                .Where(line => line.text.Length > 0)
                .Select(line => new CsvRow(line.line, Split(line.text) ?? throw new InvalidDataException($"{path}: line {line.line} has a quote that is not closed"))),
        ];
        if (rows.Count == 0)
        {
            throw new InvalidDataException($"{path}: empty file, a header line is missing");
        }

        string[] header = rows[0].Fields;
        return rows.Find(row => row.Fields.Length != header.Length) is { } wrong
            ? throw new InvalidDataException($"{path}: line {wrong.Line} has {wrong.Fields.Length} fields, the header has {header.Length}")
            : new CsvTable(path, header, rows[1..]);
    }

    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public int Column(string name)
    {
        int index = Array.IndexOf(_header, name);
        return index >= 0 ? index : throw new InvalidDataException($"{_path}: no column {name} among {string.Join(", ", _header)}");
    }

    /// <exception cref="InvalidDataException">A value of the column occurs twice.</exception>
    public void RequireUnique(int column)
    {
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        foreach (CsvRow row in Rows)
        {
            if (!lines.TryAdd(row.Fields[column], row.Line))
            {
                throw Wrong(row, $"{_header[column]} {row.Fields[column]} is in line {lines[row.Fields[column]]} already; each may occur once");
            }
        }
    }

    /// <summary>To throw.</summary>
    public InvalidDataException Wrong(CsvRow row, string what) => new($"{_path}: line {row.Line}: {what}");

    /// <returns>Null when a quote is not closed.</returns>
    private static string[]? Split(string line)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char character = line[i];
            if (character == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(character);
            }
        }

        fields.Add(field.ToString());
        return quoted ? null : [.. fields];
    }
}
