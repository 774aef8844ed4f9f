// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Detection;

/// <summary>
/// Binary cross entropy of the scores against <see cref="CellTarget.Score"/>, and for cells with an object 1 - GIoU (Rezatofighi et al. 2019) and the mean distance
/// of the sides in strides, as heavy as the cell's score should be; all over the sum of those scores.
/// </summary>
internal sealed class DetectionLoss
{
    private const double OverlapWeight = 2.5;
    private const double SideWeight = 0.25;

    private readonly Cell[] _cells;
    private readonly MapSize _size;
    private readonly int _classes;
    private readonly Tensor _centres;
    private readonly Tensor _strides;

    public DetectionLoss(DetectorConfiguration network)
    {
        _cells = CellGrid.Of(network);
        _size = network.InputSize;
        _classes = network.Classes.Count;
        _centres = tensor(_cells.SelectMany(cell => new[] { cell.X, cell.Y }).ToArray(), [1, _cells.Length, 2]);
        _strides = tensor(_cells.Select(cell => (float)cell.Stride).ToArray(), [1, _cells.Length, 1]);
    }

    /// <param name="predictions">N x cells x (4 + classes).</param>
    /// <param name="objects">Of each picture, sides as parts of it.</param>
    public Tensor Of(Tensor predictions, IReadOnlyList<IReadOnlyList<TargetBox>> objects)
    {
        Targets targets = Assign(predictions, objects);
        Tensor logits = predictions.narrow(2, DetectorConfiguration.Sides, _classes);
        Tensor classLoss = functional.binary_cross_entropy_with_logits(logits, targets.Scores, weight: targets.Weights, reduction: Reduction.Sum);
        Tensor normalizer = targets.Scores.sum().clamp_min(1);
        if (targets.Cells.Length == 0)
        {
            return classLoss / normalizer;
        }

        // Only the cells with an object.
        Tensor picked = tensor(targets.Cells);
        Tensor sides = predictions.narrow(2, 0, DetectorConfiguration.Sides).flatten(0, 1).index_select(0, picked);
        Tensor centres = _centres.expand(predictions.shape[0], -1, -1).flatten(0, 1).index_select(0, picked);
        Tensor strides = _strides.expand(predictions.shape[0], -1, -1).flatten(0, 1).index_select(0, picked);
        Tensor boxes = cat([centres - (sides.narrow(1, 0, 2) * strides), centres + (sides.narrow(1, 2, 2) * strides)], 1);
        Tensor wanted = tensor(targets.Boxes, [targets.Cells.Length, 4]);
        Tensor weights = tensor(targets.BoxWeights);
        Tensor sideLoss = ((boxes - wanted).abs() / strides).mean([1L]);
        return (classLoss + (weights * ((OverlapWeight * (1 - GeneralizedOverlap(boxes, wanted))) + (SideWeight * sideLoss))).sum()) / normalizer;
    }

    /// <summary>Overlap over union, less the share of the enclosing box that neither covers; -1 to 1.</summary>
    /// <param name="a">N x 4: left, top, right, bottom.</param>
    /// <param name="b">N x 4.</param>
    public static Tensor GeneralizedOverlap(Tensor a, Tensor b)
    {
        Tensor common = Area(a.narrow(1, 0, 2).maximum(b.narrow(1, 0, 2)), a.narrow(1, 2, 2).minimum(b.narrow(1, 2, 2)));
        Tensor union = Area(a.narrow(1, 0, 2), a.narrow(1, 2, 2)) + Area(b.narrow(1, 0, 2), b.narrow(1, 2, 2)) - common;
        Tensor enclosing = Area(a.narrow(1, 0, 2).minimum(b.narrow(1, 0, 2)), a.narrow(1, 2, 2).maximum(b.narrow(1, 2, 2)));
        return (common / union.clamp_min(1e-6)) - ((enclosing - union) / enclosing.clamp_min(1e-6));

        static Tensor Area(Tensor low, Tensor high) => (high - low).clamp_min(0).prod(1);
    }

    private Targets Assign(Tensor predictions, IReadOnlyList<IReadOnlyList<TargetBox>> objects)
    {
        using IDisposable noGradient = no_grad();
        float[] values = predictions.detach().cpu().contiguous().data<float>().ToArray();
        int width = DetectorConfiguration.Sides + _classes;
        float[] scores = new float[_cells.Length * _classes];
        PixelBox[] boxes = new PixelBox[_cells.Length];
        float[] wantedScores = new float[objects.Count * _cells.Length * _classes];
        float[] classWeights = new float[wantedScores.Length];
        Array.Fill(classWeights, 1);
        List<long> picked = [];
        List<float> wantedBoxes = [];
        List<float> boxWeights = [];
        for (int picture = 0; picture < objects.Count; picture++)
        {
            for (int cell = 0; cell < _cells.Length; cell++)
            {
                ReadOnlySpan<float> row = values.AsSpan(((picture * _cells.Length) + cell) * width, width);
                boxes[cell] = CellGrid.BoxOf(_cells[cell], row);
                for (int label = 0; label < _classes; label++)
                {
                    scores[(cell * _classes) + label] = 1 / (1 + MathF.Exp(-row[DetectorConfiguration.Sides + label]));
                }
            }

            (int Class, PixelBox Box, bool IsIgnored)[] pixels = [.. objects[picture].Select(box => (box.Class, ToPixels(box), box.IsIgnored))];
            CellTarget[] targets = TaskAlignedAssigner.Assign(_cells, scores, boxes, pixels);
            for (int cell = 0; cell < _cells.Length; cell++)
            {
                int place = (picture * _cells.Length) + cell;
                if (targets[cell].IsIgnored)
                {
                    classWeights.AsSpan(place * _classes, _classes).Clear();
                }
                else if (targets[cell].Object >= 0)
                {
                    (int label, PixelBox box, bool _) = pixels[targets[cell].Object];
                    wantedScores[(place * _classes) + label] = targets[cell].Score;
                    picked.Add(place);
                    wantedBoxes.AddRange([box.Left, box.Top, box.Right, box.Bottom]);
                    // Also a cell that is still far off learns a little.
                    boxWeights.Add(MathF.Max(targets[cell].Score, 0.05f));
                }
            }
        }

        long[] shape = [objects.Count, _cells.Length, _classes];
        return new Targets(tensor(wantedScores, shape), tensor(classWeights, shape), [.. picked], [.. wantedBoxes], [.. boxWeights]);
    }

    private PixelBox ToPixels(TargetBox box) => new(box.Left * _size.Width, box.Top * _size.Height, box.Right * _size.Width, box.Bottom * _size.Height);

    /// <param name="Scores">N x cells x classes.</param>
    /// <param name="Weights">Likewise; 0 for what is ignored.</param>
    /// <param name="Cells">Numbers of those with an object, counted over all pictures.</param>
    /// <param name="Boxes">Theirs, four values each.</param>
    /// <param name="BoxWeights">Theirs.</param>
    private sealed record Targets(Tensor Scores, Tensor Weights, long[] Cells, float[] Boxes, float[] BoxWeights);
}
