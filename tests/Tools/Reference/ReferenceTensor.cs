// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>Values of a quantised tensor in TFLite's order.</summary>
public sealed record ReferenceTensor(int[] Shape, int[] Values, double Scale, int ZeroPoint)
{
    /// <summary>Least and greatest value of the type.</summary>
    public (int Min, int Max) Limits { get; init; } = (sbyte.MinValue, sbyte.MaxValue);

    public int Rank => Shape.Length;

    /// <summary>The values as the device has them: uint8 ones less 128.</summary>
    public sbyte[] Bytes => IsNumber
        ? [.. Values.SelectMany(BitConverter.GetBytes).Select(b => (sbyte)b)]
        : [.. Values.Select(v => (sbyte)(v + sbyte.MinValue - Limits.Min))];

    /// <summary>Numbers of 32 bits, or 64 of which the device has 32.</summary>
    public bool IsNumber { get; init; }

    /// <summary>An output yet to be computed.</summary>
    public static ReferenceTensor Empty(TfLiteTensor tensor) => new(
        [.. tensor.Shape], new int[tensor.Shape.Aggregate(1, (a, b) => a * b)], ScaleOf(tensor), ZeroPointOf(tensor))
    {
        Limits = tensor.Type == TfLiteType.UINT8 ? (byte.MinValue, byte.MaxValue) : (sbyte.MinValue, sbyte.MaxValue),
        IsNumber = tensor.Type is TfLiteType.INT32 or TfLiteType.INT64,
    };

    /// <summary>A constant.</summary>
    public static ReferenceTensor Constant(TfLiteTensor tensor) => Empty(tensor) with { Values = Decode(tensor) };

    /// <summary>A view of four dimensions, ones in front.</summary>
    public (int Batch, int Height, int Width, int Channels) Dimensions4()
    {
        int[] shape = [.. Enumerable.Repeat(1, 4 - Rank), .. Shape];
        return (shape[0], shape[1], shape[2], shape[3]);
    }

    private static double ScaleOf(TfLiteTensor tensor) => tensor.Quantization is { Scales: [var scale, ..] } ? scale : 0;

    private static int ZeroPointOf(TfLiteTensor tensor) => tensor.Quantization is { ZeroPoints: [var zeroPoint, ..] } ? (int)zeroPoint : 0;

    private static int[] Decode(TfLiteTensor tensor)
    {
        byte[] bytes = tensor.Data.ToArray();
        return tensor.Type switch
        {
            TfLiteType.INT8 => [.. bytes.Select(b => (int)(sbyte)b)],
            TfLiteType.UINT8 => [.. bytes.Select(b => (int)b)],
            TfLiteType.INT64 => [.. Enumerable.Range(0, bytes.Length / 8).Select(i => (int)BitConverter.ToInt64(bytes, 8 * i))],
            TfLiteType.INT32 => [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToInt32(bytes, 4 * i))],
            _ => throw new NotSupportedException($"{tensor.Type} constant"),
        };
    }
}
