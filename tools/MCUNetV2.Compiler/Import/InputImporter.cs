// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import;

/// <summary>The model's input: int8, or float or uint8 before a QUANTIZE; NHWC, or turned into it by the first TRANSPOSE.</summary>
internal static class InputImporter
{
    /// <summary>Adds the graph's INPUT.</summary>
    public static Boundary Import(TfLiteSubgraph source, ImmutableArray<int> live, GraphBuilder graph, Dictionary<int, Value> values)
    {
        int number = source.Inputs[0];
        TfLiteTensor tensor = source.Tensors[number];
        Check(tensor);
        (BoundaryType type, float scale, int zeroPoint) = QuantizationOf(source, live, number);
        Layout layout = LayoutOf(source, live, number, out Extents extents);
        int input = graph.Add(new Tensor(tensor.Name, extents.Height, extents.Width, extents.Channels, scale, zeroPoint));
        graph.Add(new Operator(OperatorKind.Input, [], input, -1));
        values[number] = new Value(input, tensor.Shape, layout);
        return new Boundary(tensor.Shape, [])
        {
            InputType = type,
            InputAxes = [.. Enum.GetValues<Axis>().Select(layout.DimensionOf)],
        };
    }

    private static void Check(TfLiteTensor tensor)
    {
        Shapes.Check(tensor);
        if (tensor.Shape.Length > 1 && tensor.Shape[0] != 1)
        {
            throw new UnsupportedModelException($"the input '{tensor.Name}' is a batch of {tensor.Shape[0]}; one image at a time is supported");
        }

        // A batch of unknown size is a batch of one; an image of unknown size is not an image.
        if (tensor.ShapeSignature.Skip(1).Contains(-1))
        {
            throw new UnsupportedModelException(
                $"the input '{tensor.Name}' of shape {Shapes.Describe(tensor.ShapeSignature)} has a size that is only known at run time; fix it when converting");
        }
    }

    private static (BoundaryType Type, float Scale, int ZeroPoint) QuantizationOf(TfLiteSubgraph source, ImmutableArray<int> live, int input)
    {
        TfLiteTensor tensor = source.Tensors[input];
        UnsupportedModelException Refuse(string reason) => new($"the model's input {reason}");

        switch (tensor.Type)
        {
            case TfLiteType.INT8:
                (float scale, int zeroPoint) = Quantized.Activation(tensor, Refuse);
                return (BoundaryType.Int8, scale, zeroPoint);
            case TfLiteType.UINT8:
                (scale, zeroPoint) = Quantized.PerTensor(tensor, byte.MinValue, byte.MaxValue, Refuse);
                return (BoundaryType.UInt8, scale, zeroPoint + sbyte.MinValue);
            case TfLiteType.FLOAT32:
                (scale, zeroPoint) = QuantizedByConsumers(source, live, input, Refuse);
                return (BoundaryType.Float32, scale, zeroPoint);
            default:
                throw Refuse($"'{tensor.Name}' is {tensor.Type}; INT8, UINT8 and FLOAT32 are supported");
        }
    }

    private static (float Scale, int ZeroPoint) QuantizedByConsumers(
        TfLiteSubgraph source, ImmutableArray<int> live, int input, Func<string, Exception> refuse)
    {
        string name = source.Tensors[input].Name;
        TfLiteOperator[] consumers = Consumers(source, live, input).ToArray();
        if (consumers.FirstOrDefault(o => o.Code != BuiltinOperator.QUANTIZE) is { } other)
        {
            throw refuse($"'{name}' is FLOAT32 and goes into {other.Name}; quantise the model first: mcunet quantize");
        }

        (float Scale, int ZeroPoint)[] quantizations = consumers.Select(o => Quantized.Activation(source.Tensors[o.Outputs[0]], refuse)).Distinct().ToArray();
        return quantizations.Length == 1
            ? quantizations[0]
            : throw refuse($"'{name}' is FLOAT32 and is quantised in {quantizations.Length} ways; one is supported");
    }

    /// <summary>Canonical, or such that the tensor is canonical after the TRANSPOSE that all of it goes through first.</summary>
    private static Layout LayoutOf(TfLiteSubgraph source, ImmutableArray<int> live, int input, out Extents extents)
    {
        ImmutableArray<int> shape = source.Tensors[input].Shape;
        if (FirstTranspose(source, live, input) is { } permutation)
        {
            Layout.TryCanonical([.. permutation.Select(d => shape[d])], out Layout after, out extents);
            IEnumerable<int> inverse = Enumerable.Range(0, shape.Length).Select(d => permutation.IndexOf(d));
            return after.Transpose([.. inverse]);
        }

        return Layout.TryCanonical(shape, out Layout layout, out extents)
            ? layout
            : throw new UnsupportedModelException(
                $"the model's input has the shape {Shapes.Describe(shape)}; up to three dimensions longer than 1 are supported");
    }

    private static ImmutableArray<int>? FirstTranspose(TfLiteSubgraph source, ImmutableArray<int> live, int tensor)
    {
        TfLiteOperator[] consumers = Consumers(source, live, tensor).ToArray();
        ImmutableArray<int> shape = source.Tensors[tensor].Shape;
        if (consumers is [{ Code: BuiltinOperator.QUANTIZE } quantize] && source.Tensors[quantize.Outputs[0]].Shape.SequenceEqual(shape))
        {
            return FirstTranspose(source, live, quantize.Outputs[0]);
        }

        ImmutableArray<int>?[] permutations = consumers.Select(o => o.Code == BuiltinOperator.TRANSPOSE && o.Inputs.Length == 2 && o.Inputs[1] >= 0
            ? Permutation(source.Tensors[o.Inputs[1]], shape.Length)
            : null).ToArray();
        return permutations is [{ } first, ..] && permutations.All(p => p is { } other && other.SequenceEqual(first)) &&
            Layout.TryCanonical([.. first.Select(d => shape[d])], out _, out _)
            ? first
            : null;
    }

    private static ImmutableArray<int>? Permutation(TfLiteTensor tensor, int rank)
    {
        bool isWide = tensor.Type == TfLiteType.INT64;
        if (!(isWide || tensor.Type == TfLiteType.INT32) || tensor.Data.Length != (isWide ? 8 : 4) * rank)
        {
            return null;
        }

        ImmutableArray<int> permutation = isWide
            ? [.. MemoryMarshal.Cast<byte, long>(tensor.Data.Span).ToArray().Select(d => (int)d)]
            : [.. MemoryMarshal.Cast<byte, int>(tensor.Data.Span)];
        return permutation.Order().SequenceEqual(Enumerable.Range(0, rank)) ? permutation : null;
    }

    private static IEnumerable<TfLiteOperator> Consumers(TfLiteSubgraph source, ImmutableArray<int> live, int tensor) =>
        live.Select(i => source.Operators[i]).Where(o => o.Inputs.Contains(tensor));
}
