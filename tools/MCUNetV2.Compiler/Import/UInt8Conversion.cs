// SPDX-License-Identifier: MIT
using System.Collections.Frozen;
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import;

/// <summary>
/// Models of uint8 values, TFLite's first quantisation, as int8 models that compute the same: every value and zero point 128 less, weights less
/// their zero point. Exact where those fit into int8 and the operators are ones that TFLite computes alike in both types; other models are refused.
/// </summary>
internal static class UInt8Conversion
{
    private const int WeightsInput = 1;

    private static readonly FrozenSet<BuiltinOperator> WithWeights =
        [BuiltinOperator.CONV_2D, BuiltinOperator.DEPTHWISE_CONV_2D, BuiltinOperator.FULLY_CONNECTED];

    private static readonly FrozenSet<BuiltinOperator> Alike =
    [
        .. WithWeights,
        BuiltinOperator.ADD, BuiltinOperator.SUB, BuiltinOperator.MUL, BuiltinOperator.MAXIMUM, BuiltinOperator.MINIMUM, BuiltinOperator.PRELU,
        BuiltinOperator.RELU, BuiltinOperator.RELU6, BuiltinOperator.RELU_N1_TO_1, BuiltinOperator.LEAKY_RELU, BuiltinOperator.HARD_SWISH,
        BuiltinOperator.LOGISTIC, BuiltinOperator.TANH, BuiltinOperator.SOFTMAX, BuiltinOperator.QUANTIZE, BuiltinOperator.DEQUANTIZE,
        BuiltinOperator.MAX_POOL_2D, BuiltinOperator.AVERAGE_POOL_2D, BuiltinOperator.REDUCE_MAX, BuiltinOperator.REDUCE_MIN, BuiltinOperator.ARG_MAX,
        BuiltinOperator.ARG_MIN, BuiltinOperator.PAD, BuiltinOperator.PADV2, BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, BuiltinOperator.CONCATENATION,
        BuiltinOperator.RESHAPE, BuiltinOperator.SQUEEZE, BuiltinOperator.EXPAND_DIMS, BuiltinOperator.TRANSPOSE, BuiltinOperator.SPLIT,
        BuiltinOperator.SPLIT_V, BuiltinOperator.SLICE, BuiltinOperator.STRIDED_SLICE, BuiltinOperator.PACK, BuiltinOperator.UNPACK, BuiltinOperator.TILE,
        BuiltinOperator.GATHER, BuiltinOperator.DEPTH_TO_SPACE, BuiltinOperator.SPACE_TO_DEPTH, BuiltinOperator.MIRROR_PAD, BuiltinOperator.BROADCAST_TO,
    ];

    /// <summary>Whether TFLite computes the operator in uint8 as it does in int8.</summary>
    public static bool IsAlike(BuiltinOperator code) => Alike.Contains(code);

    /// <summary>The same subgraph where the body is not of uint8.</summary>
    /// <exception cref="UnsupportedModelException">It is, and cannot be converted exactly.</exception>
    public static TfLiteSubgraph Run(TfLiteSubgraph source, ImmutableArray<int> live)
    {
        bool IsUInt8(int tensor) => tensor >= 0 && source.Tensors[tensor].Type == TfLiteType.UINT8;

        // At the ends of an int8 body a QUANTIZE reads or writes uint8.
        if (!live.Any(i => source.Operators[i] is { Code: not (BuiltinOperator.QUANTIZE or BuiltinOperator.DEQUANTIZE) } o && o.Inputs.Concat(o.Outputs).Any(IsUInt8)))
        {
            return source;
        }

        ImmutableArray<TfLiteTensor>.Builder tensors = source.Tensors.ToBuilder();
        Dictionary<int, int> weights = new();
        foreach (int index in live)
        {
            TfLiteOperator @operator = source.Operators[index];
            if (!IsAlike(@operator.Code))
            {
                throw new UnsupportedModelException(
                    $"operator {index} {@operator.Name} computes in uint8 otherwise than in int8; export the model with int8 weights and activations");
            }

            if (WithWeights.Contains(@operator.Code) && @operator.Inputs.Length > WeightsInput && IsUInt8(@operator.Inputs[WeightsInput]))
            {
                weights[@operator.Inputs[WeightsInput]] = index;
            }
        }

        for (int i = 0; i < tensors.Count; i++)
        {
            if (IsUInt8(i))
            {
                tensors[i] = weights.TryGetValue(i, out int reader) ? Weights(source, reader, tensors[i]) : Activation(tensors[i]);
            }
        }

        return source with { Tensors = tensors.ToImmutable() };
    }

    private static TfLiteTensor Activation(TfLiteTensor tensor) => tensor with
    {
        Type = TfLiteType.INT8,
        Quantization = tensor.Quantization is { } q ? q with { ZeroPoints = [.. q.ZeroPoints.Select(z => z + sbyte.MinValue)] } : null,
        Data = tensor.Data.ToArray().Select(value => (byte)(value ^ 0x80)).ToArray(),
    };

    private static TfLiteTensor Weights(TfLiteSubgraph source, int index, TfLiteTensor tensor)
    {
        int zeroPoint = tensor.Quantization is { ZeroPoints: [var only, ..] } ? (int)only : 0;
        int[] values = [.. tensor.Data.ToArray().Select(value => value - zeroPoint)];
        (int least, int greatest) = values.Length > 0 ? (values.Min(), values.Max()) : (0, 0);
        if (least < sbyte.MinValue || greatest > sbyte.MaxValue)
        {
            throw new UnsupportedModelException(
                $"operator {index} {source.Operators[index].Name} has uint8 weights '{tensor.Name}' of {least} to {greatest} steps, beyond int8's -128 to 127; " +
                "export the model with int8 weights and activations");
        }

        return tensor with
        {
            Type = TfLiteType.INT8,
            Quantization = tensor.Quantization is { } q ? q with { ZeroPoints = [.. q.ZeroPoints.Select(_ => 0L)] } : null,
            Data = values.Select(value => (byte)(sbyte)value).ToArray(),
        };
    }
}
