using System.Text;

namespace MCUNetV2.Pictures;

/// <summary>A comma separated file with a header line and quoted fields (RFC 4180, without line breaks in fields).</summary>
public sealed class CsvTable
{
    private readonly string _path;
    private readonly string[] _header;

    private CsvTable(string path, string[] header, IReadOnlyList<string[]> rows)
    {
        _path = path;
        _header = header;
        Rows = rows;
    }

    public IReadOnlyList<string[]> Rows { get; }

    public IReadOnlyList<string> Header => _header;

    /// <exception cref="InvalidDataException">A row has more or fewer fields than the header.</exception>
    public static CsvTable Load(string path)
    {
        List<string[]> rows = [.. File.ReadLines(path).Where(line => line.Length > 0).Select(Split)];
        if (rows.Count == 0)
        {
            throw new InvalidDataException($"{path}: empty file, a header line is missing");
        }

        int wrong = rows.FindIndex(row => row.Length != rows[0].Length);
        if (wrong >= 0)
        {
            throw new InvalidDataException($"{path}: line {wrong + 1} has {rows[wrong].Length} fields, the header has {rows[0].Length}");
        }

        return new CsvTable(path, rows[0], rows[1..]);
    }

    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public int Column(string name)
    {
        int index = Array.IndexOf(_header, name);
        return index >= 0 ? index : throw new InvalidDataException($"{_path}: no column {name} among {string.Join(", ", _header)}");
    }

    private static string[] Split(string line)
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
        return [.. fields];
    }
}
