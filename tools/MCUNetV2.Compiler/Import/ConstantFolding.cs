// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import;

/// <summary>
/// Computes what does not depend on the picture: shapes, arithmetic on them, and constants that are moved, joined or repeated. The operators stay in the
/// list, their outputs become constants.
/// </summary>
internal static class ConstantFolding
{
    private static readonly BuiltinOperator[] Joining = [BuiltinOperator.CONCATENATION, BuiltinOperator.PACK];

    /// <summary>Operators that exist only here.</summary>
    public static ImmutableArray<BuiltinOperator> Codes { get; } = [BuiltinOperator.SHAPE, BuiltinOperator.RANK, BuiltinOperator.FILL, .. IntegerFolding.Codes];

    public static TfLiteSubgraph Run(TfLiteSubgraph source)
    {
        foreach ((int index, TfLiteOperator @operator) in source.Operators.Index())
        {
            if (@operator.Outputs.IsEmpty || @operator.Outputs.Any(o => source.Tensors[o].IsConstant) || !IsFixed(source, @operator))
            {
                continue;
            }

            try
            {
                byte[][]? data = Evaluate(source, @operator, index);
                source = data is null ? source : With(source, @operator.Outputs, data);
            }
            catch (UnsupportedModelException)
            {
                // Refused where it is imported, if anything needs it.
            }
        }

        return source;
    }

    private static TfLiteSubgraph With(TfLiteSubgraph source, ImmutableArray<int> outputs, byte[][] data)
    {
        ImmutableArray<TfLiteTensor>.Builder tensors = source.Tensors.ToBuilder();
        foreach ((int i, int output) in outputs.Index())
        {
            long expected = Shapes.Count(tensors[output].Shape) * ElementBytes(tensors[output].Type);
            if (data[i].Length == expected)
            {
                tensors[output] = tensors[output] with { Data = data[i] };
            }
        }

        return source with { Tensors = tensors.MoveToImmutable() };
    }

    /// <summary>All inputs are known, and nothing is larger than what a constant may be repeated to.</summary>
    private static bool IsFixed(TfLiteSubgraph source, TfLiteOperator @operator)
    {
        bool shapeOnly = @operator.Code is BuiltinOperator.SHAPE or BuiltinOperator.RANK;
        return @operator.Inputs.Where(i => i >= 0).Select(i => source.Tensors[i]).All(t => (shapeOnly || t.IsConstant) && IsSmall(t)) &&
            @operator.Outputs.All(o => IsSmall(source.Tensors[o]));
    }

    private static bool IsSmall(TfLiteTensor tensor)
    {
        try
        {
            Shapes.Check(tensor);
            return tensor is { IsVariable: false, IsSparse: false } && ElementBytes(tensor.Type) * Shapes.Count(tensor.Shape) <= Limits.RepeatedBytes;
        }
        catch (UnsupportedModelException)
        {
            return false;
        }
    }

    /// <returns>The outputs' bytes; null for an operator that is not computed here.</returns>
    private static byte[][]? Evaluate(TfLiteSubgraph source, TfLiteOperator @operator, int index)
    {
        OperatorContext context = new(source, index, [], new GraphBuilder());
        TfLiteTensor output = context.Output;
        if (@operator.Code is BuiltinOperator.SHAPE or BuiltinOperator.RANK)
        {
            ImmutableArray<int> shape = context.InputTensor(0).Shape;
            return [IntegerFolding.Bytes(output.Type, @operator.Code == BuiltinOperator.RANK ? [shape.Length] : [.. shape.Select(s => (long)s)])];
        }

        if (OperatorClasses.SourceOf(@operator.Code) is { Moves: { } moves, MovedInput: var moved })
        {
            ImmutableArray<StridedView?> views = moves(context, StridedView.Dense(context.InputTensor(moved).Shape));
            return views.Contains(null) || views.Length != @operator.Outputs.Length ? null : [.. views.Select(v => Take(context.InputTensor(moved), v!.Indices()))];
        }

        if (Joining.Contains(@operator.Code))
        {
            return Join(context) is { } joined ? [joined] : null;
        }

        return @operator.Code switch
        {
            BuiltinOperator.GATHER => [Picked(context)],
            BuiltinOperator.FILL => [Take(context.InputTensor(1), new int[Shapes.Count(output.Shape)])],
            _ => IntegerFolding.Evaluate(context) is { } numbers ? [IntegerFolding.Bytes(output.Type, numbers)] : null,
        };
    }

    private static byte[] Picked(OperatorContext context)
    {
        TfLiteTensor values = context.InputTensor(0);
        (int axis, ImmutableArray<int> indices) = Gather.Read(context, values.Shape);
        int inner = (int)Shapes.Count(values.Shape[(axis + 1)..]);
        int outer = (int)Shapes.Count(values.Shape[..axis]);
        return Take(values, Enumerable.Range(0, outer).SelectMany(o => indices.SelectMany(
            i => Enumerable.Range(0, inner).Select(k => (((o * values.Shape[axis]) + i) * inner) + k))));
    }

    /// <summary>CONCATENATION and PACK of tensors that are alike but for their shape.</summary>
    private static byte[]? Join(OperatorContext context)
    {
        TfLiteTensor[] inputs = [.. Enumerable.Range(0, context.Operator.Inputs.Length).Select(context.InputTensor)];
        TfLiteTensor output = context.Output;
        int axis = context.Operator.Options is ConcatenationOptions { Activation: TfLiteActivation.NONE } c ? c.Axis
            : context.Operator.Options is PackOptions p ? p.Axis
            : throw context.Refuse("has options that are not known");
        axis = Shapes.Axis(axis, output.Shape.Length, context.Refuse);
        if (inputs.Any(t => t.Type != output.Type || !IsQuantizedLike(t, output)))
        {
            return null;
        }

        int outer = (int)Shapes.Count(output.Shape[..axis]);
        List<byte> bytes = new();
        for (int o = 0; o < outer; o++)
        {
            foreach (TfLiteTensor input in inputs)
            {
                int part = input.Data.Length / outer;
                bytes.AddRange(input.Data.Span.Slice(o * part, part));
            }
        }

        return [.. bytes];
    }

    private static bool IsQuantizedLike(TfLiteTensor a, TfLiteTensor b) => a.Type is not (TfLiteType.INT8 or TfLiteType.UINT8) ||
        (a.Quantization is { } x && b.Quantization is { } y && x.Scales.SequenceEqual(y.Scales) && x.ZeroPoints.SequenceEqual(y.ZeroPoints));

    private static byte[] Take(TfLiteTensor tensor, IEnumerable<int> indices)
    {
        int size = ElementBytes(tensor.Type);
        List<byte> bytes = new();
        foreach (int index in indices)
        {
            bytes.AddRange(tensor.Data.Span.Slice(index * size, size));
        }

        return [.. bytes];
    }

    private static int ElementBytes(TfLiteType type) => type switch
    {
        TfLiteType.INT8 or TfLiteType.UINT8 => 1,
        TfLiteType.INT16 or TfLiteType.FLOAT16 => 2,
        TfLiteType.INT64 => 8,
        _ => 4,
    };
}
