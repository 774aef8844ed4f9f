// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Gemm and MatMul with constant weights: fully connected layers.</summary>
internal static class DenseOperators
{
    public static OnnxActivation Gemm(OnnxContext context)
    {
        OnnxNode node = context.Node;
        OnnxActivation value = context.Activation(0);
        if (node.Integer("transA", 0) != 0 || value.Rank != 2)
        {
            throw node.Refuse("multiplies a transposed value, or one that is no matrix");
        }

        bool transposed = node.Integer("transB", 0) != 0;
        (OnnxTensor weights, int inputs, int outputs) = Weights(context, value, transposed);
        float alpha = node.Real("alpha", 1);
        float beta = node.Real("beta", 1);
        ImmutableArray<float> bias = context.Has(2) ? Repeated(context.Reals(2), outputs, node) : [.. new float[outputs]];
        KnownIntegers? known = Known(context, weights, inputs, outputs, transposed, context.Has(2) ? context.Constant(2) : null);
        return Layer(
            context, value, [.. Rows(weights.Floats, inputs, outputs, transposed).Select(weight => weight * alpha)], [.. bias.Select(each => each * beta)], outputs,
            alpha == 1 && beta == 1 ? known : null);
    }

    public static OnnxActivation MatMul(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        if (!context.IsConstant(1))
        {
            throw context.Node.Refuse("multiplies two values that both depend on the picture (attention), which is not supported");
        }

        (OnnxTensor weights, int inputs, int outputs) = Weights(context, value, transposed: false);
        return Layer(
            context, value, Rows(weights.Floats, inputs, outputs, false), [.. new float[outputs]], outputs, Known(context, weights, inputs, outputs, false, null));
    }

    private static (OnnxTensor Weights, int Inputs, int Outputs) Weights(OnnxContext context, OnnxActivation value, bool transposed)
    {
        context.Reals(1);
        OnnxTensor weights = context.Constant(1);
        ImmutableArray<int> shape = [.. weights.Shape.SkipWhile((size, d) => size == 1 && d < weights.Shape.Length - 2)];
        if (shape.Length != 2 || value.Rank < 2 || shape[transposed ? 1 : 0] != value.Shape[^1] || weights.Count == 0)
        {
            throw context.Node.Refuse($"has weights of shape {string.Join('x', weights.Shape)} for a value of shape {string.Join('x', value.Shape)}");
        }

        return (weights, value.Shape[^1], shape[transposed ? 0 : 1]);
    }

    private static OnnxActivation Layer(
        OnnxContext context, OnnxActivation value, ImmutableArray<float> weights, ImmutableArray<float> bias, int outputs, KnownIntegers? known)
    {
        int inputs = value.Shape[^1];
        ImmutableArray<int> shape = value.Shape.SetItem(value.Rank - 1, outputs);
        if (value.Count == inputs)
        {
            (int source, int[]? order) = Unflattened(context, value);
            if (order is not null)
            {
                weights = Reordered(weights, order);
                known = known is null ? null : known with { Weights = Reordered(known.Weights, order) };
            }

            return context.Emit(
                shape, OnnxActivation.Natural(value.Rank),
                number => new FloatFullyConnected([source], number, weights, bias, TfLiteActivation.NONE) { Known = known });
        }

        // Rows of vectors: any order of the dimensions before the last will do.
        OnnxActivation rows = value.Permutation[^1] == value.Rank - 1 ? value : context.Arrange(value, OnnxActivation.Natural(value.Rank));
        return context.Emit(
            shape, rows.Permutation, number => new FloatFullyConnected([rows.Tensor], number, weights, bias, TfLiteActivation.NONE) { Known = known });
    }

    /// <summary>
    /// The tensor that was flattened, and where the elements of the flattened one lie in it; weights can follow it, which saves a transposition of
    /// the picture.
    /// </summary>
    private static (int Tensor, int[]? Order) Unflattened(OnnxContext context, OnnxActivation value)
    {
        int tensor = Unshaped(context, context.Arrange(value, OnnxActivation.Natural(value.Rank)).Tensor);
        if (context.Builder.ProducerOf(tensor) is not FloatTranspose transpose)
        {
            return (tensor, null);
        }

        int[] strides = Indexing.Strides(context.Builder.Tensors[transpose.Input].Shape);
        return (transpose.Input, Indexing.Offsets(context.Builder.Tensors[tensor].Shape, [.. transpose.Permutation.Select(d => strides[d])]));
    }

    private static int Unshaped(OnnxContext context, int tensor)
    {
        while (context.Builder.ProducerOf(tensor) is FloatReshape reshape)
        {
            tensor = reshape.Input;
        }

        return tensor;
    }

    private static ImmutableArray<T> Reordered<T>(ImmutableArray<T> weights, int[] order)
    {
        T[] arranged = new T[weights.Length];
        for (int i = 0; i < arranged.Length; i++)
        {
            arranged[(i / order.Length * order.Length) + order[i % order.Length]] = weights[i];
        }

        return [.. arranged];
    }

    /// <summary>Outputs x inputs.</summary>
    private static ImmutableArray<T> Rows<T>(ImmutableArray<T> weights, int inputs, int outputs, bool transposed) =>
        transposed ? weights : [.. Enumerable.Range(0, weights.Length).Select(i => weights[(i % inputs * outputs) + (i / inputs)])];

    private static ImmutableArray<float> Repeated(ImmutableArray<float> bias, int outputs, OnnxNode node) =>
        bias.Length == outputs ? bias
        : bias.Length == 1 ? [.. Enumerable.Repeat(bias[0], outputs)]
        : throw node.Refuse($"adds {bias.Length} numbers to {outputs} outputs");

    private static KnownIntegers? Known(OnnxContext context, OnnxTensor weights, int inputs, int outputs, bool transposed, OnnxTensor? bias)
    {
        return weights.Quantized is { } quantized
            ? new KnownIntegers(
                Rows(QuantizationOperators.SymmetricWeights(context.Node, quantized, transposed ? 0 : 1), inputs, outputs, transposed), quantized.Scales,
                bias is null ? null : QuantizationOperators.Bias(bias))
            : null;
    }
}
