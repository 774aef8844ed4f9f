// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;

namespace MCUNetV2.Compiler.Import;

/// <summary>Fills in what a head of candidates leaves to the model's shapes, and says where it does not fit them.</summary>
internal static class CandidateShapes
{
    private const int MaxInput = 2047; // pixels, as int16 in sixteenths
    private const float MaxScale = 65536;

    /// <exception cref="UnsupportedModelException">The head does not fit the outputs.</exception>
    public static CandidatesHead Resolve(ModelGraph graph, CandidatesHead head)
    {
        Tensor input = graph.Tensors[graph.Input];
        if (input.Height > MaxInput || input.Width > MaxInput)
        {
            throw new UnsupportedModelException($"the model's input has {input.Height} x {input.Width} pixels; candidates are decoded of at most {MaxInput} x {MaxInput}");
        }

        if (head is not { CenterScale: > 0 and <= MaxScale, SizeScale: > 0 and <= MaxScale })
        {
            throw new UnsupportedModelException($"the head's scales of centres and sizes are {head.CenterScale} and {head.SizeScale}; they are more than 0 and at most {MaxScale}");
        }

        CandidatesHead resolved = head with { Groups = [.. head.Groups.Select(group => Resolve(graph, head, group, input))] };
        int candidates = resolved.Groups.Sum(group => group.Anchors.Rows * group.Anchors.Columns * group.Anchors.Anchors.Length);
        return candidates <= FormatNumbers.MaxCandidates
            ? resolved
            : throw new UnsupportedModelException($"the head has {candidates} candidates; at most {FormatNumbers.MaxCandidates} are decoded");
    }

    private static CandidateGroup Resolve(ModelGraph graph, CandidatesHead head, CandidateGroup group, Tensor input)
    {
        if ((group.Box ?? group.Points) is not { } shaped || (group.Scores is null && (group.Box is not null || !head.Flags.HasFlag(CandidateFlags.PointScores))))
        {
            throw new UnsupportedModelException("the head's candidates need scores, and boxes or points; without scores they need points with pointScores");
        }

        if (group.Points is null != (head.Points == 0))
        {
            throw new UnsupportedModelException($"the head has {head.Points} points and {(group.Points is null ? "does not say which output has them" : "an output for them")}");
        }

        int total = group.Total > 0 ? group.Total : CandidatesOf(Output(graph, (group.Scores ?? shaped).Output), head);
        int objectness = head.Flags.HasFlag(CandidateFlags.Objectness) ? 1 : 0;
        Check(graph, group.Scores, total, objectness + (head.Scores.Background ? 1 : 0) + head.Classes, "scores");
        Check(graph, group.Box, total, 4, "a box");
        Check(graph, group.Points, total, head.Points * head.PointValues, "points");
        Check(graph, group.AnchorValues, total, 4, "an anchor");
        AnchorGrid grid = Resolve(group.Anchors, total, input);
        if (grid.Anchors.FirstOrDefault(a => !IsSound(a)) is { } anchor)
        {
            throw new UnsupportedModelException(
                $"an anchor of the head is {anchor.Width} x {anchor.Height} pixels at {anchor.X}, {anchor.Y}; sizes are at least 0, and all at most {MaxInput}");
        }

        int end = group.Begin + (grid.Rows * grid.Columns * grid.Anchors.Length);
        return end <= total
            ? group with { Total = total, Anchors = grid }
            : throw new UnsupportedModelException($"the head has anchors for {end} candidates; output {(group.Scores ?? shaped).Output} has {total}");
    }

    private static AnchorGrid Resolve(AnchorGrid grid, int total, Tensor input)
    {
        int rows = grid.Rows == 0 ? total : grid.Rows;
        double width = grid.CellWidth ?? (double)input.Width / grid.Columns;
        double height = grid.CellHeight ?? (double)input.Height / rows;
        return new AnchorGrid(rows, grid.Columns, width, height,
            [.. grid.Anchors.Select(a => new Anchor(a.X ?? width / 2, a.Y ?? height / 2, a.Width ?? input.Width, a.Height ?? input.Height))]);
    }

    private static bool IsSound(Anchor anchor) =>
        anchor is { X: >= -MaxInput and <= MaxInput, Y: >= -MaxInput and <= MaxInput, Width: >= 0 and <= MaxInput, Height: >= 0 and <= MaxInput };

    /// <summary>How many candidates an output has by its shape: one a pixel, or one a channel.</summary>
    private static int CandidatesOf(Tensor output, CandidatesHead head) =>
        head.Flags.HasFlag(CandidateFlags.Transposed) ? output.Channels : output.Height * output.Width;

    private static Tensor Output(ModelGraph graph, int output) => output < graph.Outputs.Length
        ? graph.Tensors[graph.Outputs[output]]
        : throw new UnsupportedModelException($"the head speaks of output {output}; the model has outputs 0 to {graph.Outputs.Length - 1}");

    private static void Check(ModelGraph graph, ValuePlace? place, int total, int count, string what)
    {
        if (place is null)
        {
            return;
        }

        Tensor output = Output(graph, place.Output);
        if (output.Bytes % total != 0 || place.First + count > output.Bytes / total)
        {
            throw new UnsupportedModelException(
                $"output {place.Output} is {output.Height} x {output.Width} x {output.Channels}, {output.Bytes} values, which are not {total} candidates of " +
                $"at least {place.First + count}: {what} in values {place.First} to {place.First + count - 1}");
        }
    }
}
