// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import.Heads;

/// <summary>Reads what a head file says of candidates. What depends on the model's shapes stays open until <see cref="CandidateShapes"/> fills it in.</summary>
internal static class CandidatesDocument
{
    private const int MaxPoints = 1000;
    private const int MaxPointValues = 16;
    private const int MaxCandidates = FormatNumbers.MaxCandidates;
    private const float MaxScale = 65536;
    private const float MaxPixels = 2047;

    /// <exception cref="ModelFormatException">It cannot be so.</exception>
    public static CandidatesHead Parse(HeadFile.Document document)
    {
        CandidateFlags flags = Flag(document.Objectness, CandidateFlags.Objectness) | Flag(document.Exponential, CandidateFlags.Exponential)
            | Flag(document.Transposed, CandidateFlags.Transposed) | Flag(document.PointScores, CandidateFlags.PointScores)
            | Choice(document.Box, "box", "center", "corners", CandidateFlags.Corners) | Choice(document.Order, "order", "xy", "yx", CandidateFlags.YFirst);
        if (document is not { ScoreScale: > 0 and <= MaxScale, CenterScale: > 0 and <= MaxScale, SizeScale: > 0 and <= MaxScale })
        {
            throw new ModelFormatException($"scoreScale, centerScale and sizeScale of the head are more than 0 and at most {MaxScale}");
        }

        if (document is not { Points: >= 0 and <= MaxPoints, PointValues: >= 2 and <= MaxPointValues } || document is { PointScores: true, PointValues: < 3 })
        {
            throw new ModelFormatException($"the head has 0 to {MaxPoints} points of 2 to {MaxPointValues} values (pointValues), at least 3 with pointScores");
        }

        if (document.Outputs is not { Length: > 0 } outputs || outputs.Any(o => o is null))
        {
            throw new ModelFormatException("the head needs outputs: which have the candidates' scores, boxes and points");
        }

        return new CandidatesHead(
            HeadFile.ScoresOf(document), flags, document.Points, document.PointValues, document.ScoreScale, document.CenterScale, document.SizeScale,
            [.. outputs.SelectMany(o => Groups(o!))])
        {
            Labels = HeadFile.LabelsOf(document),
        };
    }

    private static CandidateFlags Flag(bool set, CandidateFlags flag) => set ? flag : CandidateFlags.None;

    private static CandidateFlags Choice(string? said, string key, string usual, string other, CandidateFlags flag) =>
        said is null || said == usual ? CandidateFlags.None
        : said == other ? flag
        : throw new ModelFormatException($"{key} of the head is '{said}'; '{usual}' and '{other}' are known");

    private static IEnumerable<CandidateGroup> Groups(HeadFile.OutputsDocument outputs)
    {
        if (outputs.Candidates is < 1 or > MaxCandidates)
        {
            throw new ModelFormatException($"outputs of the head have 1 to {MaxCandidates} candidates");
        }

        CandidateGroup group = new(0, outputs.Candidates ?? 0, Place(outputs.Scores), Place(outputs.Boxes), Place(outputs.Points), Place(outputs.AnchorValues), Grid(outputs));
        if (outputs.Grids is not { } grids)
        {
            return [group];
        }

        AnchorGrid[] all = [.. grids.Select(Grid)];
        return all.Select((grid, i) => group with { Begin = all.Take(i).Sum(g => g.Rows * g.Columns * g.Anchors.Length), Anchors = grid });
    }

    private static ValuePlace? Place(int[]? pair) => pair switch
    {
        null => null,
        [>= 0 and < FormatNumbers.NoOutput, >= 0 and <= ushort.MaxValue] => new ValuePlace(pair[0], pair[1]),
        _ => throw new ModelFormatException("scores, boxes, points and anchorValues of the head are each [output, first value]"),
    };

    private static AnchorGrid Grid(HeadFile.OutputsDocument outputs)
    {
        if (new object?[] { outputs.AnchorValues, outputs.AnchorList, outputs.Grids, outputs.Unit }.Count(kind => kind is not null) > 1)
        {
            throw new ModelFormatException("outputs of the head have anchorValues, an anchorList, grids or a unit: one of them");
        }

        return outputs switch
        {
            { AnchorList: { } list } => list.Length is > 0 and <= MaxCandidates && list.All(a => a is [>= -MaxPixels and <= MaxPixels, >= -MaxPixels and <= MaxPixels, > 0 and <= MaxPixels, > 0 and <= MaxPixels])
                ? new AnchorGrid(1, 1, 0, 0, [.. list.Select(a => new Anchor(a[0], a[1], a[2], a[3]))])
                : throw new ModelFormatException($"an anchorList of the head has anchors [centre x, centre y, width, height], pixels up to {MaxPixels}"),
            { AnchorValues: not null } => new AnchorGrid(0, 1, 0, 0, [new Anchor(0, 0, 0, 0)]),
            { Unit: null or "picture" } => new AnchorGrid(0, 1, 0, 0, [new Anchor(0, 0, null, null)]),
            { Unit: "pixel" } => new AnchorGrid(0, 1, 0, 0, [new Anchor(0, 0, 1, 1)]),
            _ => throw new ModelFormatException($"unit of the head is '{outputs.Unit}'; 'picture' and 'pixel' are known"),
        };
    }

    private static AnchorGrid Grid(HeadFile.GridDocument? grid)
    {
        if (grid is not { Rows: >= 1 and <= MaxCandidates, Columns: >= 1 and <= MaxCandidates, Stride: null or (> 0 and <= MaxPixels), Anchors.Length: > 0 and <= MaxCandidates } ||
            (long)grid.Rows * grid.Columns * grid.Anchors!.Length > MaxCandidates || grid.Anchors.Any(a => a is not [> 0 and <= MaxPixels, > 0 and <= MaxPixels]))
        {
            throw new ModelFormatException(
                $"grids of the head have rows, columns, perhaps a stride, and anchors [width, height] of more than 0 and at most {MaxPixels} pixels; {MaxCandidates} in all");
        }

        double? corner = grid.Corner ? 0 : null;
        return new AnchorGrid(grid.Rows, grid.Columns, grid.Stride, grid.Stride, [.. grid.Anchors.Select(a => new Anchor(corner, corner, a[0], a[1]))]);
    }
}
