// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Detection;

/// <summary>What a cell should predict.</summary>
/// <param name="Object">Number of the object; -1 for none.</param>
/// <param name="Score">What its class should be scored, 0 to 1.</param>
/// <param name="IsIgnored">Whether nothing is learnt from the cell.</param>
internal readonly record struct CellTarget(int Object, float Score, bool IsIgnored)
{
    public static CellTarget Background { get; } = new(-1, 0, false);
}

/// <summary>
/// Which cells learn which object (Feng et al. 2021, TOOD): of those whose centre lies in its box, the ten that are best at it already, by
/// score^0.5 overlap^6. Each should score as well as it aligns, the best one its overlap. A cell that several objects want goes to the one that it overlaps most.
/// Where a box is thinner than a cell, the cells next to its middle are taken as inside.
/// </summary>
internal static class TaskAlignedAssigner
{
    private const int MostCells = 10;
    private const float ScorePower = 0.5f;
    private const float OverlapPower = 6;

    // A box that is thinner than a cell may miss every centre; cells this near its middle, in strides, learn it too.
    private const float NearbyStrides = 0.75f;

    private const float Least = 1e-9f;

    /// <param name="cells">The cells of the network.</param>
    /// <param name="scores">Of each cell, the classes' probabilities.</param>
    /// <param name="boxes">What each cell predicts now.</param>
    /// <param name="objects">In pixels.</param>
    public static CellTarget[] Assign(
        IReadOnlyList<Cell> cells, ReadOnlySpan<float> scores, ReadOnlySpan<PixelBox> boxes, IReadOnlyList<(int Class, PixelBox Box, bool IsIgnored)> objects)
    {
        CellTarget[] targets = new CellTarget[cells.Count];
        Array.Fill(targets, CellTarget.Background);
        int classes = cells.Count == 0 ? 0 : scores.Length / cells.Count;
        float[] overlapOf = new float[cells.Count];
        for (int number = 0; number < objects.Count; number++)
        {
            (int label, PixelBox box, bool isIgnored) = objects[number];
            if (isIgnored)
            {
                continue;
            }

            List<(int Cell, float Alignment, float Overlap)> candidates = Candidates(cells, scores, boxes, classes, label, box);
            float mostAlignment = Least;
            float mostOverlap = 0;
            foreach ((int _, float alignment, float overlap) in candidates)
            {
                mostAlignment = MathF.Max(mostAlignment, alignment);
                mostOverlap = MathF.Max(mostOverlap, overlap);
            }

            foreach ((int cell, float alignment, float overlap) in candidates)
            {
                if (targets[cell].Object >= 0 && overlapOf[cell] >= overlap)
                {
                    continue;
                }

                overlapOf[cell] = overlap;
                targets[cell] = new CellTarget(number, alignment / mostAlignment * mostOverlap, false);
            }
        }

        for (int cell = 0; cell < targets.Length; cell++)
        {
            if (targets[cell].Object < 0 && objects.Any(item => item.IsIgnored && item.Box.Contains(cells[cell].X, cells[cell].Y)))
            {
                targets[cell] = new CellTarget(-1, 0, true);
            }
        }

        return targets;
    }

    private static List<(int Cell, float Alignment, float Overlap)> Candidates(
        IReadOnlyList<Cell> cells, ReadOnlySpan<float> scores, ReadOnlySpan<PixelBox> boxes, int classes, int label, PixelBox box)
    {
        List<(int Cell, float Alignment, float Overlap)> candidates = [];
        float middleX = (box.Left + box.Right) / 2;
        float middleY = (box.Top + box.Bottom) / 2;
        for (int cell = 0; cell < cells.Count; cell++)
        {
            Cell place = cells[cell];
            float near = NearbyStrides * place.Stride;
            if (MathF.Abs(place.X - middleX) > MathF.Max(near, (box.Right - box.Left) / 2) || MathF.Abs(place.Y - middleY) > MathF.Max(near, (box.Bottom - box.Top) / 2))
            {
                continue;
            }

            float overlap = boxes[cell].Overlap(box);
            float alignment = MathF.Pow(scores[(cell * classes) + label], ScorePower) * MathF.Pow(overlap, OverlapPower);
            candidates.Add((cell, alignment, overlap));
        }

        // Equally good ones, as before training: those of the finest head that are nearest to the centre.
        return
        [
            .. candidates.OrderByDescending(item => item.Alignment).ThenByDescending(item => item.Overlap)
                .ThenBy(item => MathF.Abs(cells[item.Cell].X - middleX) + MathF.Abs(cells[item.Cell].Y - middleY)).Take(MostCells),
        ];
    }
}
