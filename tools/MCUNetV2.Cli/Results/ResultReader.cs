// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Inference;

namespace MCUNetV2.Cli.Results;

/// <summary>Reads what the outputs mean, from the engine's own head code.</summary>
internal static class ResultReader
{
    private const double One = 65536;
    private const double Subpixels = 16;
    private const int MostBoxes = 256;
    /// <summary>Least probability of a box, or of a point that is drawn.</summary>
    public const double Threshold = 0.3;
    private const int Overlap = (int)(0.45 * One);

    /// <param name="head">With the names of classes, where somebody gave them; null when nobody said what the outputs mean.</param>
    /// <returns>Null when the outputs are neither one vector of scores nor described by a detector's head.</returns>
    public static InferenceResult? Read(Model model, Head? head)
    {
        TensorInfo scores = model.GetOutput(0);
        if (head is DetectorHead { Labels: var labels })
        {
            return new InferenceResult(
                null, null, null, [.. ReadBoxes(model, Threshold).Select(box => box.Class < labels.Length ? box with { Label = labels[box.Class] } : box)]);
        }

        return model.OutputCount == 1 && scores.Height * scores.Width == 1 && scores.Channels > 1
            ? ReadClass(model, head as ClassifierHead)
            : null;
    }

    private static InferenceResult ReadClass(Model model, ClassifierHead? head)
    {
        sbyte[] values = [.. model.ReadOutput(0).Select(value => (sbyte)value)];
        int best = Array.IndexOf(values, values.Max());
        double probability = model.GetScore(best) / One;
        return new InferenceResult(best, best < head?.Labels.Length ? head.Labels[best] : null, probability, null);
    }

    /// <summary>A detector's boxes of at least some probability, overlapping ones of a class merged.</summary>
    public static IEnumerable<BoxReport> ReadBoxes(Model model, double threshold)
    {
        int fieldsOfBox = BoxField.Count + (model.PointCount * PointField.Count);
        int[] fields = new int[MostBoxes * fieldsOfBox];
        int count = InferenceException.Check(Interop.Native.Detect(model.Handle, fields, (int)(threshold * One), Overlap));
        double width = Subpixels * model.Input.Width;
        double height = Subpixels * model.Input.Height;
        for (int box = 0; box < count; box++)
        {
            int first = box * fieldsOfBox;
            yield return new BoxReport(
                fields[first + BoxField.Class],
                fields[first + BoxField.Probability] / One,
                fields[first + BoxField.Left] / width,
                fields[first + BoxField.Top] / height,
                fields[first + BoxField.Right] / width,
                fields[first + BoxField.Bottom] / height,
                model.PointCount == 0 ? null : [.. Enumerable.Range(0, model.PointCount).Select(point => Point(first + BoxField.Count + (point * PointField.Count)))]);
        }

        PointReport Point(int first) =>
            new(fields[first + PointField.X] / width, fields[first + PointField.Y] / height, fields[first + PointField.Probability] / One);
    }
}
