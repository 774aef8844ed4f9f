// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;
using Spectre.Console;

namespace MCUNetV2.Cli.Output;

/// <summary>
/// A table that fits its console: where that is too narrow, columns are left out, those that say least first, and named below; what is left is
/// never broken inside a cell but for the last column, whose text may take several lines.
/// </summary>
internal sealed class ReportTable
{
    private const int Padding = 3;
    private const int LeastText = 12;

    private readonly List<Column> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <param name="Keep">Columns with a lower number are left out first.</param>
    private sealed record Column(string Header, bool IsNumber, int Keep);

    /// <summary>A column of text, left aligned.</summary>
    /// <param name="keep">Of columns that do not fit, those with the lowest number go first.</param>
    public ReportTable Text(string header, int keep = 9)
    {
        _columns.Add(new Column(header, false, keep));
        return this;
    }

    /// <summary>A column of numbers, right aligned.</summary>
    /// <inheritdoc cref="Text"/>
    public ReportTable Number(string header, int keep = 9)
    {
        _columns.Add(new Column(header, true, keep));
        return this;
    }

    /// <param name="cells">Plain text, one for each column; names of files and models too.</param>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(PlainText.Of)]);

    public void Write(IAnsiConsole console)
    {
        int[] shown = Fit(console.Profile.Width);
        Table table = new Table().Border(TableBorder.Simple);
        foreach (int index in shown)
        {
            TableColumn column = new(Markup.Escape(_columns[index].Header)) { Alignment = _columns[index].IsNumber ? Justify.Right : Justify.Left, NoWrap = index != shown[^1] };
            table.AddColumn(column);
        }

        foreach (string[] row in _rows)
        {
            table.AddRow([.. shown.Select(index => new Text(row[index]))]);
        }

        console.Write(table);
        if (shown.Length < _columns.Count)
        {
            console.WriteLine($"left out in {console.Profile.Width} columns: {string.Join(", ", _columns.Where((column, index) => column.Header.Length > 0 && !shown.Contains(index)).Select(column => column.Header))}");
        }
    }

    /// <summary>The columns that fit.</summary>
    private int[] Fit(int width)
    {
        List<int> shown = [.. Enumerable.Range(0, _columns.Count)];
        while (shown.Count > 1 && Needed(shown) > width)
        {
            shown.Remove(shown.OrderBy(index => _columns[index].Keep).ThenByDescending(index => index).First());
        }

        return [.. shown];
    }

    /// <summary>Characters of a row; the last column counts as narrow as it may become, if it is text.</summary>
    private int Needed(List<int> shown) => 1 + shown.Sum(index =>
    {
        int natural = Math.Max(_columns[index].Header.Length, _rows.Select(row => row[index].Length).DefaultIfEmpty(0).Max());
        return Padding + (index == shown[^1] && !_columns[index].IsNumber ? Math.Min(natural, LeastText) : natural);
    });
}
