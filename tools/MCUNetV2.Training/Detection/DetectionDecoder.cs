// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Results;
using MCUNetV2.Networks.Detection;

namespace MCUNetV2.Training.Detection;

/// <summary>Predictions in float to boxes, as the engine does it in fixed point: greedy suppression of what overlaps a likelier box of its class.</summary>
internal static class DetectionDecoder
{
    private const float SameObject = 0.45f;
    private const int MostBoxes = 256;

    /// <param name="network">The network's configuration.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="predictions">Of one picture, cells x (4 + classes).</param>
    /// <param name="threshold">Least probability, 0 to 1.</param>
    /// <returns>The likeliest first.</returns>
    public static IReadOnlyList<BoxReport> Decode(DetectorConfiguration network, IReadOnlyList<Cell> cells, ReadOnlySpan<float> predictions, float threshold)
    {
        int width = network.CellChannels;
        List<(int Class, float Probability, PixelBox Box)> candidates = [];
        for (int cell = 0; cell < cells.Count; cell++)
        {
            ReadOnlySpan<float> row = predictions.Slice(cell * width, width);
            ReadOnlySpan<float> logits = row[DetectorConfiguration.Sides..];
            int label = 0;
            for (int other = 1; other < logits.Length; other++)
            {
                label = logits[other] > logits[label] ? other : label;
            }

            float probability = 1 / (1 + MathF.Exp(-logits[label]));
            if (probability >= threshold)
            {
                PixelBox box = CellGrid.BoxOf(cells[cell], row);
                candidates.Add((label, probability, new PixelBox(
                    Math.Clamp(box.Left, 0, network.InputWidth), Math.Clamp(box.Top, 0, network.InputHeight),
                    Math.Clamp(box.Right, 0, network.InputWidth), Math.Clamp(box.Bottom, 0, network.InputHeight))));
            }
        }

        List<(int Class, float Probability, PixelBox Box)> kept = [];
        foreach ((int Class, float Probability, PixelBox Box) candidate in candidates.OrderByDescending(item => item.Probability))
        {
            if (kept.Count < MostBoxes && !kept.Exists(better => better.Class == candidate.Class && better.Box.Overlap(candidate.Box) > SameObject))
            {
                kept.Add(candidate);
            }
        }

        return
        [
            .. kept.Select(item => new BoxReport(
                item.Class, item.Probability, item.Box.Left / network.InputWidth, item.Box.Top / network.InputHeight, item.Box.Right / network.InputWidth, item.Box.Bottom / network.InputHeight)),
        ];
    }
}
