// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>One TFLite operator being imported: its tensors, the graph to add to, and how to refuse it.</summary>
internal sealed class OperatorContext(TfLiteSubgraph source, int index, Dictionary<int, Value> values, GraphBuilder graph, int output = 0)
{
    /// <summary>Position in the source model.</summary>
    public int Index => index;

    public TfLiteOperator Operator => source.Operators[index];

    /// <summary>Its model is of uint8 values and was converted; TFLite's kernels of these differ in places.</summary>
    public bool FromUInt8 { get; init; }

    public GraphBuilder Graph => graph;

    /// <summary>The only output, or the one that <see cref="ForOutput"/> speaks of.</summary>
    public TfLiteTensor Output => source.Tensors[Operator.Outputs[output]];

    /// <summary>The same operator and one of its outputs.</summary>
    public OperatorContext ForOutput(int number) => new(source, index, values, graph, number) { FromUInt8 = FromUInt8 };

    /// <summary>The same operator, or another in its place, on tensors of other shapes with as many elements.</summary>
    /// <param name="ofInput">From an input's shape, constants included.</param>
    /// <param name="ofOutput">From an output's.</param>
    public OperatorContext Reshaped(
        TfLiteOperator other, Func<ImmutableArray<int>, ImmutableArray<int>> ofInput, Func<ImmutableArray<int>, ImmutableArray<int>> ofOutput)
    {
        (ImmutableArray<TfLiteTensor>.Builder tensors, Dictionary<int, Value> reshaped) = (source.Tensors.ToBuilder(), new Dictionary<int, Value>(values));
        foreach (int tensor in Operator.Inputs.Where(t => t >= 0).Distinct())
        {
            ImmutableArray<int> shape = ofInput(tensors[tensor].Shape);
            tensors[tensor] = tensors[tensor] with { Shape = shape };
            if (values.TryGetValue(tensor, out Value? value))
            {
                reshaped[tensor] = this.WithShape(value, shape);
            }
        }

        foreach (int tensor in Operator.Outputs)
        {
            tensors[tensor] = tensors[tensor] with { Shape = ofOutput(tensors[tensor].Shape) };
        }

        TfLiteSubgraph changed = source with { Tensors = tensors.MoveToImmutable(), Operators = source.Operators.SetItem(index, other) };
        return new OperatorContext(changed, index, reshaped, graph, output) { FromUInt8 = FromUInt8 };
    }

    /// <summary>An exception that names this operator; <paramref name="reason"/> completes "operator 3 CONV_2D ".</summary>
    public UnsupportedModelException Refuse(string reason) => new($"operator {index} {Operator.Name} {reason}");

    public bool HasInput(int input) => input < Operator.Inputs.Length && Operator.Inputs[input] >= 0;

    public TfLiteTensor InputTensor(int input) =>
        HasInput(input) ? source.Tensors[Operator.Inputs[input]] : throw Refuse($"has no input {input}");

    /// <summary>An activation whose dimensions lie along the device's axes.</summary>
    public Value Input(int input)
    {
        Value value = AnyInput(input);
        if (value.Layout.View is null)
        {
            return value;
        }

        value = this.Dense(value);
        if (value.Layout.View is not null)
        {
            throw Refuse($"reads a tensor of shape {Shapes.Describe(value.Shape)}; up to three dimensions longer than 1 are supported");
        }

        return values[Operator.Inputs[input]] = value;
    }

    /// <summary>An activation of which every element lies somewhere once, in whatever order: for operators that take one after the other.</summary>
    public Value ElementsOf(int input)
    {
        Value value = AnyInput(input);
        return value.Layout.View is not { } view || view.IsPermutation(graph[value.Tensor].Bytes)
            ? value
            : values[Operator.Inputs[input]] = this.Dense(value);
    }

    /// <summary>An activation in any layout.</summary>
    public Value AnyInput(int input)
    {
        TfLiteTensor tensor = InputTensor(input);
        if (values.TryGetValue(Operator.Inputs[input], out Value? value) && tensor.Type is not (TfLiteType.INT32 or TfLiteType.INT64))
        {
            return value;
        }

        Quantized.Activation(tensor, Refuse);
        throw Refuse(tensor.IsConstant
            ? $"is not supported with a constant as input {input} ('{tensor.Name}')"
            : $"reads tensor '{tensor.Name}' before it is computed");
    }

    public Extents ExtentsOf(Value value) => Extents.Of(graph[value.Tensor]);

    /// <summary>The operator's options, or refusal when they are missing or another operator's.</summary>
    public T Options<T>()
        where T : TfLiteOptions => Operator.Options as T ?? throw Refuse($"has no {typeof(T).Name}");

    /// <summary>The operator's options, or their defaults.</summary>
    public T OptionsOr<T>(T defaults)
        where T : TfLiteOptions => Operator.Options as T ?? defaults;

    /// <summary>The elements of a constant INT32 or INT64 input, such as axes or paddings.</summary>
    public ImmutableArray<int> Int32s(int input)
    {
        TfLiteTensor tensor = InputTensor(input);
        if (!tensor.IsConstant)
        {
            throw Refuse($"takes '{tensor.Name}' as input {input}, which is only known at run time");
        }

        ReadOnlyMemory<byte> data = tensor.Data;
        if (tensor.Type == TfLiteType.INT64)
        {
            Shapes.CheckData(tensor, TfLiteType.INT64, Refuse);
            return [.. Enumerable.Range(0, data.Length / 8).Select(i => Narrow(tensor, BinaryPrimitives.ReadInt64LittleEndian(data.Span[(8 * i)..])))];
        }

        Shapes.CheckData(tensor, TfLiteType.INT32, Refuse);
        return [.. Enumerable.Range(0, data.Length / 4).Select(i => BinaryPrimitives.ReadInt32LittleEndian(data.Span[(4 * i)..]))];
    }

    private int Narrow(TfLiteTensor tensor, long value) =>
        value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Refuse($"has the value {value} in '{tensor.Name}', which is beyond 32 bits");

    /// <summary>Adds the device's operator for this one, and its output tensor.</summary>
    /// <remarks>Scale and zero point of its output are the TFLite tensor's.</remarks>
    public Value Emit(
        OperatorKind kind, ImmutableArray<int> inputs, Extents extents, Layout layout, Func<Operator, Operator>? with = null) =>
        Emit(kind, inputs, Quantized.Activation(Output, Refuse), extents, Output.Shape, layout, with);

    /// <inheritdoc cref="Emit(OperatorKind, ImmutableArray{int}, Extents, Layout, Func{Operator, Operator}?)"/>
    public Value Emit(
        OperatorKind kind, ImmutableArray<int> inputs, (float Scale, int ZeroPoint) quantization, Extents extents, ImmutableArray<int> shape,
        Layout layout, Func<Operator, Operator>? with = null)
    {
        Tensor tensor = new(
            Output.Name, extents.Height, extents.Width, extents.Channels, quantization.Scale, quantization.ZeroPoint);
        Operator @operator = new(kind, inputs, graph.Add(tensor), index);
        graph.Add(with?.Invoke(@operator) ?? @operator);
        return new Value(@operator.Output, shape, layout);
    }

    /// <summary>Makes the result known to the operators that follow.</summary>
    public void Complete(Value result) => values[Operator.Outputs[output]] = result;
}
