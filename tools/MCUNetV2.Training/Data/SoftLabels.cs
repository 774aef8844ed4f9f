// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Pictures;

namespace MCUNetV2.Training.Data;

/// <summary>
/// A teacher's probabilities, computed once and kept in a CSV file: the header is <c>file</c> and the class names,
/// each line the picture's name in the data set and one probability a class.
/// </summary>
internal sealed class SoftLabels
{
    private readonly Dictionary<string, float[]> _byName;

    private SoftLabels(Dictionary<string, float[]> byName)
    {
        _byName = byName;
    }

    public int Count => _byName.Count;

    /// <exception cref="InvalidDataException">The file has other columns, or a field is no probability.</exception>
    public static SoftLabels Load(string path, IReadOnlyList<string> classes)
    {
        CsvTable table = CsvTable.Load(path);
        string[] expected = ["file", .. classes];
        if (!table.Header.SequenceEqual(expected))
        {
            throw new InvalidDataException($"{path}: the header is {string.Join(",", table.Header)}; it must be {string.Join(",", expected)}");
        }

        table.RequireUnique(0);
        return new SoftLabels(table.Rows.ToDictionary(row => row.Fields[0], row => row.Fields[1..].Select(field => Parse(path, field)).ToArray()));
    }

    /// <param name="path">The file to write.</param>
    /// <param name="classes">Class names.</param>
    /// <param name="names">Picture names.</param>
    /// <param name="probabilities">One row of classes a picture.</param>
    public static void Save(string path, IReadOnlyList<string> classes, IReadOnlyList<string> names, float[] probabilities)
    {
        IEnumerable<string> rows = names.Zip(
            probabilities.Chunk(classes.Count),
            (name, row) => $"{Quote(name)},{string.Join(',', row.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture)))}");
        File.WriteAllLines(path, rows.Prepend(string.Join(',', classes.Prepend("file").Select(Quote))));
    }

    public bool TryGet(string name, out ReadOnlySpan<float> probabilities)
    {
        bool found = _byName.TryGetValue(name, out float[]? values);
        probabilities = values;
        return found;
    }

    private static string Quote(string field) => field.AsSpan().IndexOfAny(',', '"') < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";

    private static float Parse(string path, string field)
    {
        return float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && value is >= 0 and <= 1
            ? value
            : throw new InvalidDataException($"{path}: {field} is no probability, 0 to 1");
    }
}
