// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Detection;

/// <summary>Average precision of a network on whole pictures.</summary>
internal static class DetectionEvaluator
{
    private const int BatchSize = 32;
    private const float Threshold = 0.02f;

    /// <param name="predict">Pictures, N x 3 x H x W, 0 to 1, to N x cells x (4 + classes).</param>
    public static ImmutableArray<ClassPrecision> Evaluate(Func<Tensor, Tensor> predict, DetectorConfiguration network, IReadOnlyList<DetectionPicture> pictures) =>
        Judge(network, pictures, Detect(predict, network, pictures));

    /// <summary>What it finds in each picture.</summary>
    /// <param name="predict">As above.</param>
    public static IReadOnlyList<IReadOnlyList<BoxReport>> Detect(Func<Tensor, Tensor> predict, DetectorConfiguration network, IReadOnlyList<DetectionPicture> pictures)
    {
        using IDisposable noGradient = no_grad();
        Cell[] cells = CellGrid.Of(network);
        List<IReadOnlyList<BoxReport>> detected = [];
        foreach (DetectionPicture[] chunk in pictures.Chunk(BatchSize))
        {
            using CollectionPause pause = new();
            using DisposeScope scope = NewDisposeScope();
            float[] values = predict(ToTensor(chunk, network.InputSize)).cpu().contiguous().data<float>().ToArray();
            int each = values.Length / chunk.Length;
            for (int i = 0; i < chunk.Length; i++)
            {
                detected.Add(DetectionDecoder.Decode(network, cells, values.AsSpan(i * each, each), Threshold));
            }
        }

        return detected;
    }

    /// <summary>Average precision of what was found.</summary>
    public static ImmutableArray<ClassPrecision> Judge(DetectorConfiguration network, IReadOnlyList<DetectionPicture> pictures, IReadOnlyList<IReadOnlyList<BoxReport>> detected) =>
        DetectorEvaluator.Judge([.. pictures.Select(picture => new BoxedPicture(picture.Name, "", picture.Source, picture.Marked, []))], [.. detected], network.Classes);

    /// <summary>Mean over the classes that occur, 0 to 1.</summary>
    public static double Mean(ImmutableArray<ClassPrecision> classes) => classes.Average(one => one.AveragePrecision) ?? 0;

    /// <returns>N x 3 x H x W, 0 to 1, channels last in memory.</returns>
    public static Tensor ToTensor(IReadOnlyList<DetectionPicture> pictures, MapSize size)
    {
        float[] values = new float[pictures.Count * size.Height * size.Width * 3];
        for (int i = 0; i < pictures.Count; i++)
        {
            DetectionView.Plain(pictures[i], values.AsSpan(i * size.Height * size.Width * 3), size);
        }

        return tensor(values, [pictures.Count, size.Height, size.Width, 3]).permute(0, 3, 1, 2);
    }
}
