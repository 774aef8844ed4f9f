// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;

namespace MCUNetV2.Compiler.Import.Passes;

/// <summary>
/// Takes the custom operator off a model in which the TensorFlow Object Detection API puts all that follows the network (SSD with anchors): its inputs
/// become the model's outputs, boxes and scores, and what it would do with them becomes a head.
/// </summary>
internal static class DetectionPostProcess
{
    private const string Name = "TFLite_Detection_PostProcess";
    private const double SameCenter = 1e-3; // pixels

    /// <returns>The model without the operator, and its head; as it was, and null, where it has none.</returns>
    /// <exception cref="UnsupportedModelException">It has one that no head can say.</exception>
    public static (TfLiteSubgraph Network, CandidatesHead? Head) TakeOff(TfLiteSubgraph source)
    {
        int index = source.Operators.ToList().FindIndex(Is);
        if (index < 0)
        {
            return (source, null);
        }

        TfLiteOperator @operator = source.Operators[index];
        if (@operator.Inputs is not [>= 0, >= 0, >= 0] inputs || !source.Outputs.All(@operator.Outputs.Contains) || source.Tensors[inputs[1]].Shape.IsEmpty)
        {
            throw new UnsupportedModelException($"operator {index} {@operator.Name} is supported as a model's last, with boxes, scores and anchors");
        }

        (TfLiteTensor boxes, TfLiteTensor scores, TfLiteTensor anchors) = (source.Tensors[inputs[0]], source.Tensors[inputs[1]], source.Tensors[inputs[2]]);
        ImmutableDictionary<string, double> options = FlexMap.Read(@operator.CustomOptions.Span);
        int classes = (int)Option("num_classes");
        int background = scores.Shape[^1] - classes;
        double center = Option("y_scale");
        double size = Option("h_scale");
        if (center != Option("x_scale") || size != Option("w_scale") || center <= 0 || size <= 0 || background is not (0 or 1) || classes < 1)
        {
            throw new UnsupportedModelException(
                $"operator {index} {@operator.Name} is supported with scales that x and y share, and scores for each class and perhaps the background: " +
                $"x {Option("x_scale")}, y {center}, w {Option("w_scale")}, h {size}, {scores.Shape[^1]} scores of {classes} classes");
        }

        (int height, int width) = source.Inputs is [var input] && source.Tensors[input].Shape is [_, var rows, var columns, _]
            ? (rows, columns)
            : throw new UnsupportedModelException($"operator {index} {@operator.Name} is supported in models of pictures");
        Anchor[] list = Anchors(anchors, index, @operator.Name, height, width);
        CandidateGroup group = new(0, list.Length, new ValuePlace(1, 0), new ValuePlace(0, 0), null, null, new AnchorGrid(1, 1, 0, 0, [.. list]));
        CandidatesHead head = new(
            new ClassScores(classes, ScoreActivation.None, background == 1), CandidateFlags.YFirst | CandidateFlags.Exponential, 0, 2, 1,
            (float)(1 / center), (float)(1 / size), Grids(list, height, width) is { } grids ? [.. Grouped(group, grids)] : [group]);
        return (source with { Operators = source.Operators.RemoveAt(index), Outputs = [inputs[0], inputs[1]] }, head);

        double Option(string key) => options.TryGetValue(key, out double value)
            ? value
            : throw new UnsupportedModelException($"operator {index} {@operator.Name} does not say its {key}");
    }

    public static bool Is(TfLiteOperator @operator) => @operator is { Code: BuiltinOperator.CUSTOM, CustomCode: Name };

    private static IEnumerable<CandidateGroup> Grouped(CandidateGroup group, List<AnchorGrid> grids)
    {
        int begin = 0;
        foreach (AnchorGrid grid in grids)
        {
            yield return group with { Begin = begin, Anchors = grid };
            begin += grid.Rows * grid.Columns * grid.Anchors.Length;
        }
    }

    /// <summary>Its anchors, y, x, height and width as parts of the picture, in pixels.</summary>
    private static Anchor[] Anchors(TfLiteTensor tensor, int index, string name, int height, int width)
    {
        float[] values = tensor.IsConstant && tensor.Shape is [var count, 4] && Real(tensor) is { } real && real.Length == 4 * count
            ? real
            : throw new UnsupportedModelException($"operator {index} {name} is supported with constant anchors of four values each");
        return [.. values.Chunk(4).Select(a => new Anchor(a[1] * width, a[0] * height, a[3] * width, a[2] * height))];
    }

    private static float[] Real(TfLiteTensor tensor)
    {
        ReadOnlySpan<byte> data = tensor.Data.Span;
        if (tensor is { Type: TfLiteType.FLOAT32 })
        {
            return MemoryMarshal.Cast<byte, float>(data).ToArray();
        }

        (float scale, long zero) = tensor.Quantization is { Scales: [var s], ZeroPoints: [var z] }
            ? (s, z)
            : throw new UnsupportedModelException($"anchors '{tensor.Name}' of {Name} are {tensor.Type}; FLOAT32, INT8 and UINT8 with one scale are supported");
        float[] values = new float[data.Length];
        for (int i = 0; i < data.Length; i++)
        {
            values[i] = scale * ((tensor.Type == TfLiteType.UINT8 ? data[i] : (sbyte)data[i]) - zero);
        }

        return values;
    }

    /// <summary>The grids that anchors lie on, cell by cell from the picture's first corner; null where they lie otherwise.</summary>
    internal static List<AnchorGrid>? Grids(Anchor[] anchors, int height, int width)
    {
        List<(double X, double Y, Anchor[] Anchors)> cells = [];
        for (int begin = 0; begin < anchors.Length;)
        {
            int end = begin + 1;
            while (end < anchors.Length && IsSame(anchors[end].X!.Value, anchors[begin].X!.Value) && IsSame(anchors[end].Y!.Value, anchors[begin].Y!.Value))
            {
                end++;
            }

            cells.Add((anchors[begin].X!.Value, anchors[begin].Y!.Value, anchors[begin..end]));
            begin = end;
        }

        List<AnchorGrid> grids = [];
        for (int begin = 0; begin < cells.Count;)
        {
            int end = begin;
            while (end < cells.Count && HaveSameSizes(cells[end].Anchors, cells[begin].Anchors))
            {
                end++;
            }

            int columns = cells.Skip(begin).Take(end - begin).TakeWhile(cell => IsSame(cell.Y, cells[begin].Y)).Count();
            int rows = (end - begin) / columns;
            for (int i = 0; i < end - begin; i++)
            {
                double x = ((i % columns) + 0.5) * width / columns;
                double y = ((i / columns) + 0.5) * height / rows;
                if (rows * columns != end - begin || !IsSame(cells[begin + i].X, x) || !IsSame(cells[begin + i].Y, y))
                {
                    return null;
                }
            }

            grids.Add(new AnchorGrid(rows, columns, (double)width / columns, (double)height / rows,
                [.. cells[begin].Anchors.Select(a => new Anchor(width / 2.0 / columns, height / 2.0 / rows, a.Width, a.Height))]));
            begin = end;
        }

        return grids;
    }

    private static bool IsSame(double a, double b) => Math.Abs(a - b) < SameCenter;

    private static bool HaveSameSizes(Anchor[] a, Anchor[] b) =>
        a.Length == b.Length && a.Zip(b).All(pair => IsSame(pair.First.Width!.Value, pair.Second.Width!.Value) && IsSame(pair.First.Height!.Value, pair.Second.Height!.Value));
}
