// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Quantization.Tests;

/// <summary>The float .tflite that an int8 one stands for.</summary>
internal static class FloatTfLite
{
    /// <param name="model">An int8 model without QUANTIZE.</param>
    /// <param name="hybrid">Whether weights stay int8, as in models of which only these were quantised.</param>
    public static TfLiteModel Of(TfLiteModel model, bool hybrid)
    {
        TfLiteSubgraph main = model.Main;
        return new TfLiteModel(model.Description, [main with { Tensors = [.. main.Tensors.Select(tensor => ToFloat(tensor, hybrid))] }]);
    }

    private static TfLiteTensor ToFloat(TfLiteTensor tensor, bool hybrid)
    {
        bool weights = tensor.IsConstant && tensor.Type == TfLiteType.INT8 && tensor.Quantization!.Scales.Length > 1;
        if (tensor.Quantization is not { } quantization || (hybrid && weights))
        {
            return tensor;
        }

        int[] integers = tensor.Type == TfLiteType.INT8
            ? [.. tensor.Data.ToArray().Select(value => (int)(sbyte)value)]
            : MemoryMarshal.Cast<byte, int>(tensor.Data.Span).ToArray();
        int inner = tensor.Shape.Skip(quantization.Dimension + 1).Aggregate(1, (product, size) => product * size);
        ImmutableArray<float> scales = quantization.Scales;
        float[] values = [.. integers.Select((value, i) => scales[scales.Length == 1 ? 0 : i / inner % scales.Length] * (value - quantization.ZeroPoints[0]))];
        return tensor with { Type = TfLiteType.FLOAT32, Quantization = null, Data = MemoryMarshal.AsBytes<float>(values).ToArray() };
    }
}
