// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Pictures;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Detection;

/// <summary>A sheet of validation pictures: what is marked in white, what a detector finds in the colours of the classes.</summary>
internal static class DetectionSheet
{
    private const int Columns = 4;
    private const int MostPictures = 16;

    /// <param name="predict">Pictures, N x 3 x H x W, 0 to 1, to N x cells x (4 + classes).</param>
    /// <param name="pictures">An even choice of those with objects is shown.</param>
    /// <param name="classes">How precise it is; boxes are shown from each class's best threshold on.</param>
    public static byte[] Draw(Func<Tensor, Tensor> predict, DetectorConfiguration network, IReadOnlyList<DetectionPicture> pictures, ImmutableArray<ClassPrecision> classes)
    {
        DetectionPicture[] marked = [.. pictures.Where(picture => picture.Objects.Count > 0)];
        int count = Math.Min(MostPictures, marked.Length);
        DetectionPicture[] shown = [.. Enumerable.Range(0, count).Select(i => marked[i * marked.Length / count])];
        IReadOnlyList<IReadOnlyList<BoxReport>> found = DetectionEvaluator.Detect(predict, network, shown);
        return PictureDrawing.DrawSheet([.. shown.Zip(found, (picture, boxes) => (Decoded(picture), Boxes(picture, boxes, classes)))], Columns);
    }

    private static DecodedPicture Decoded(DetectionPicture picture) => new(picture.Levels[0].Height, picture.Levels[0].Width, picture.Levels[0].Rgb, IsDamaged: false);

    private static IReadOnlyList<DrawnBox> Boxes(DetectionPicture picture, IReadOnlyList<BoxReport> found, ImmutableArray<ClassPrecision> classes) =>
    [
        .. picture.Objects.Select(box => new DrawnBox(-1, box.Left, box.Top, box.Right, box.Bottom, [])),
        .. found.Where(box => classes[box.Class].Best is { } best && box.Probability >= best.Threshold).Reverse()
            .Select(box => new DrawnBox(box.Class, box.Left, box.Top, box.Right, box.Bottom, [])),
    ];
}
