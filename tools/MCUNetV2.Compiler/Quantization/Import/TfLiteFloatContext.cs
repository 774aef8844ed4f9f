// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Import;

/// <summary>One operator of a float .tflite being imported.</summary>
internal sealed class TfLiteFloatContext(TfLiteSubgraph source, int index, FloatGraphBuilder builder, Dictionary<int, int> tensors)
{
    public TfLiteOperator Operator => source.Operators[index];

    public FloatGraphBuilder Builder => builder;

    /// <summary>An exception that names this operator; <paramref name="reason"/> completes "operator 3 CONV_2D ".</summary>
    public UnsupportedModelException Refuse(string reason) => new($"operator {index} {Operator.Name} {reason}");

    public bool Has(int input) => input < Operator.Inputs.Length && Operator.Inputs[input] >= 0;

    public TfLiteTensor File(int input) => Has(input) ? source.Tensors[Operator.Inputs[input]] : throw Refuse($"has no input {input}");

    /// <summary>An output's name; of the many that a converter joins for what it fused, the first.</summary>
    public string OutputName(int output = 0) =>
        output < Operator.Outputs.Length
            ? source.Tensors[Operator.Outputs[output]].Name.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? ""
            : throw Refuse($"has no output {output}");

    /// <summary>The output's shape in the file.</summary>
    public ImmutableArray<int> OutputShape
    {
        get
        {
            OutputName();
            Shapes.Check(source.Tensors[Operator.Outputs[0]]);
            return source.Tensors[Operator.Outputs[0]].Shape;
        }
    }

    /// <summary>The quantisation of the output, if it has one.</summary>
    public TfLiteQuantization? OutputQuantization => source.Tensors[Operator.Outputs[0]].Quantization;

    /// <summary>Whether an input's value is in the file, perhaps behind a DEQUANTIZE.</summary>
    public bool IsConstant(int input) => Has(input) && (File(input).IsConstant || (tensors.TryGetValue(Operator.Inputs[input], out int number) && builder.Tensors[number].IsConstant));

    public ImmutableArray<float> Reals(int input) =>
        Has(input) && tensors.TryGetValue(Operator.Inputs[input], out int number) && builder.Tensors[number].IsConstant ? builder.Tensors[number].Values
        : File(input).IsConstant ? TfLiteConstants.Reals(File(input))
        : throw Refuse($"needs its input {input} ('{File(input).Name}') as a constant");

    public ImmutableArray<int> Integers(int input) => TfLiteConstants.Integers(File(input));

    /// <summary>An activation, or a constant as a tensor.</summary>
    public int Tensor(int input)
    {
        TfLiteTensor tensor = File(input);
        if (tensors.TryGetValue(Operator.Inputs[input], out int number))
        {
            return number;
        }

        if (!tensor.IsConstant)
        {
            throw Refuse($"reads tensor '{tensor.Name}' before it is computed");
        }

        number = builder.Add(new FloatTensor(tensor.Name, tensor.Shape.IsEmpty ? [1] : tensor.Shape) { Values = TfLiteConstants.Reals(tensor) });
        return tensors[Operator.Inputs[input]] = number;
    }

    /// <summary>The image that an operator slides a window over.</summary>
    public FloatTensor Image(int input) =>
        builder.Tensors[Tensor(input)] is { Rank: 4, IsConstant: false } image ? image : throw Refuse($"reads '{File(input).Name}', which is no image");

    public T Options<T>(T? missing = null)
        where T : TfLiteOptions => Operator.Options as T ?? missing ?? throw Refuse($"has no {typeof(T).Name}");

    public int Axis(int axis, int rank) => Shapes.Axis(axis, rank, Refuse);

    public void Complete(int tensor, int output = 0)
    {
        OutputName(output);
        tensors[Operator.Outputs[output]] = tensor;
    }

    /// <summary>Completes with an activation after the operator, for those that cannot be part of it.</summary>
    public void Complete(int tensor, TfLiteActivation activation)
    {
        ImmutableArray<int> shape = builder.Tensors[tensor].Shape;
        Complete(activation switch
        {
            TfLiteActivation.NONE => tensor,
            TfLiteActivation.RELU => Clip(0, float.PositiveInfinity),
            TfLiteActivation.RELU6 => Clip(0, 6),
            TfLiteActivation.RELU_N1_TO_1 => Clip(-1, 1),
            TfLiteActivation.TANH => builder.Add(new FloatTensor(OutputName(), shape), number => new FloatUnary(UnaryKind.Tanh, [tensor], number)),
            _ => throw Refuse($"has the activation {activation}"),
        });

        int Clip(float low, float high) => builder.Add(new FloatTensor(OutputName(), shape), number => new FloatClip([tensor], number, low, high));
    }
}
