// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Writing;

/// <summary>The members of the schema's BuiltinOptions union.</summary>
internal static class OptionsTable
{
    /// <returns>The union's tag and the table's offset; (None, 0) without options.</returns>
    public static (TfLiteOptionsKind Kind, int Table) Write(FlatBufferBuilder builder, TfLiteOptions? options) => options switch
    {
        null => (TfLiteOptionsKind.None, 0),
        Conv2DOptions value => (TfLiteOptionsKind.Conv2D, Convolution(builder, value)),
        DepthwiseConv2DOptions value => (TfLiteOptionsKind.DepthwiseConv2D, Depthwise(builder, value)),
        Pool2DOptions value => (TfLiteOptionsKind.Pool2D, Pool(builder, value)),
        FullyConnectedOptions value => (TfLiteOptionsKind.FullyConnected, FullyConnected(builder, value)),
        SoftmaxOptions value => (TfLiteOptionsKind.Softmax, Softmax(builder, value)),
        ConcatenationOptions value => (TfLiteOptionsKind.Concatenation, Concatenation(builder, value)),
        AddOptions value => (TfLiteOptionsKind.Add, ActivationOnly(builder, value.Activation)),
        L2NormalizationOptions value => (TfLiteOptionsKind.L2Normalization, ActivationOnly(builder, value.Activation)),
        SubOptions value => (TfLiteOptionsKind.Sub, ActivationOnly(builder, value.Activation)),
        MulOptions value => (TfLiteOptionsKind.Mul, ActivationOnly(builder, value.Activation)),
        ReshapeOptions value => (TfLiteOptionsKind.Reshape, IntegersOnly(builder, value.NewShape)),
        SqueezeOptions value => (TfLiteOptionsKind.Squeeze, IntegersOnly(builder, value.Dimensions)),
        ResizeNearestNeighborOptions value => (TfLiteOptionsKind.ResizeNearestNeighbor, ResizeNearest(builder, value)),
        ResizeBilinearOptions value => (TfLiteOptionsKind.ResizeBilinear, ResizeBilinear(builder, value)),
        LeakyReluOptions value => (TfLiteOptionsKind.LeakyRelu, LeakyRelu(builder, value)),
        GeluOptions value => (TfLiteOptionsKind.Gelu, Gelu(builder, value)),
        DivOptions value => (TfLiteOptionsKind.Div, ActivationOnly(builder, value.Activation)),
        TransposeConvOptions value => (TfLiteOptionsKind.TransposeConv, TransposeConvolution(builder, value)),
        StridedSliceOptions value => (TfLiteOptionsKind.StridedSlice, StridedSlice(builder, value)),
        SplitOptions value => (TfLiteOptionsKind.Split, Numbers(builder, value.Count)),
        SplitVOptions value => (TfLiteOptionsKind.SplitV, Numbers(builder, value.Count)),
        PackOptions value => (TfLiteOptionsKind.Pack, Numbers(builder, value.Count, value.Axis)),
        UnpackOptions value => (TfLiteOptionsKind.Unpack, Numbers(builder, value.Count, value.Axis)),
        GatherOptions value => (TfLiteOptionsKind.Gather, Numbers(builder, value.Axis, value.BatchDimensions)),
        DepthToSpaceOptions value => (TfLiteOptionsKind.DepthToSpace, Numbers(builder, value.Block)),
        SpaceToDepthOptions value => (TfLiteOptionsKind.SpaceToDepth, Numbers(builder, value.Block)),
        MirrorPadOptions value => (TfLiteOptionsKind.MirrorPad, MirrorPad(builder, value)),
        ReducerOptions value => (TfLiteOptionsKind.Reducer, Reducer(builder, value)),
        _ => throw new NotSupportedException($"{options.GetType().Name} cannot be written"),
    };

    private static int Convolution(FlatBufferBuilder builder, Conv2DOptions options)
    {
        builder.StartTable(6);
        builder.AddSbyte(0, (sbyte)options.Padding, 0);
        builder.AddInt(1, options.StrideWidth, 0);
        builder.AddInt(2, options.StrideHeight, 0);
        builder.AddSbyte(3, (sbyte)options.Activation, 0);
        builder.AddInt(4, options.DilationWidth, 1);
        builder.AddInt(5, options.DilationHeight, 1);
        return builder.EndTable();
    }

    private static int Depthwise(FlatBufferBuilder builder, DepthwiseConv2DOptions options)
    {
        builder.StartTable(7);
        builder.AddSbyte(0, (sbyte)options.Padding, 0);
        builder.AddInt(1, options.StrideWidth, 0);
        builder.AddInt(2, options.StrideHeight, 0);
        builder.AddInt(3, options.DepthMultiplier, 0);
        builder.AddSbyte(4, (sbyte)options.Activation, 0);
        builder.AddInt(5, options.DilationWidth, 1);
        builder.AddInt(6, options.DilationHeight, 1);
        return builder.EndTable();
    }

    private static int Pool(FlatBufferBuilder builder, Pool2DOptions options)
    {
        builder.StartTable(6);
        builder.AddSbyte(0, (sbyte)options.Padding, 0);
        builder.AddInt(1, options.StrideWidth, 0);
        builder.AddInt(2, options.StrideHeight, 0);
        builder.AddInt(3, options.FilterWidth, 0);
        builder.AddInt(4, options.FilterHeight, 0);
        builder.AddSbyte(5, (sbyte)options.Activation, 0);
        return builder.EndTable();
    }

    private static int FullyConnected(FlatBufferBuilder builder, FullyConnectedOptions options)
    {
        builder.StartTable(3);
        builder.AddSbyte(0, (sbyte)options.Activation, 0);
        builder.AddSbyte(1, (sbyte)options.WeightsFormat, 0);
        builder.AddBool(2, options.KeepDimensions, false);
        return builder.EndTable();
    }

    private static int Softmax(FlatBufferBuilder builder, SoftmaxOptions options)
    {
        builder.StartTable(1);
        builder.AddFloat(0, options.Beta, 0);
        return builder.EndTable();
    }

    private static int Concatenation(FlatBufferBuilder builder, ConcatenationOptions options)
    {
        builder.StartTable(2);
        builder.AddInt(0, options.Axis, 0);
        builder.AddSbyte(1, (sbyte)options.Activation, 0);
        return builder.EndTable();
    }

    private static int ActivationOnly(FlatBufferBuilder builder, TfLiteActivation activation)
    {
        builder.StartTable(1);
        builder.AddSbyte(0, (sbyte)activation, 0);
        return builder.EndTable();
    }

    private static int IntegersOnly(FlatBufferBuilder builder, ImmutableArray<int> values)
    {
        VectorOffset vector = builder.Integers(values);
        builder.StartTable(1);
        builder.AddOffset(0, vector.Value, 0);
        return builder.EndTable();
    }

    private static int ResizeNearest(FlatBufferBuilder builder, ResizeNearestNeighborOptions options)
    {
        builder.StartTable(2);
        builder.AddBool(0, options.AlignCorners, false);
        builder.AddBool(1, options.HalfPixelCenters, false);
        return builder.EndTable();
    }

    private static int Reducer(FlatBufferBuilder builder, ReducerOptions options)
    {
        builder.StartTable(1);
        builder.AddBool(0, options.KeepDimensions, false);
        return builder.EndTable();
    }

    private static int ResizeBilinear(FlatBufferBuilder builder, ResizeBilinearOptions options)
    {
        // The first two fields are no longer in use.
        builder.StartTable(4);
        builder.AddBool(2, options.AlignCorners, false);
        builder.AddBool(3, options.HalfPixelCenters, false);
        return builder.EndTable();
    }

    private static int MirrorPad(FlatBufferBuilder builder, MirrorPadOptions options)
    {
        builder.StartTable(1);
        builder.AddSbyte(0, (sbyte)(options.Symmetric ? 1 : 0), 0);
        return builder.EndTable();
    }

    private static int LeakyRelu(FlatBufferBuilder builder, LeakyReluOptions options)
    {
        builder.StartTable(1);
        builder.AddFloat(0, options.Alpha, 0);
        return builder.EndTable();
    }

    private static int Gelu(FlatBufferBuilder builder, GeluOptions options)
    {
        builder.StartTable(1);
        builder.AddBool(0, options.Approximate, false);
        return builder.EndTable();
    }

    private static int TransposeConvolution(FlatBufferBuilder builder, TransposeConvOptions options)
    {
        builder.StartTable(4);
        builder.AddSbyte(0, (sbyte)options.Padding, 0);
        builder.AddInt(1, options.StrideWidth, 0);
        builder.AddInt(2, options.StrideHeight, 0);
        builder.AddSbyte(3, (sbyte)options.Activation, 0);
        return builder.EndTable();
    }

    private static int StridedSlice(FlatBufferBuilder builder, StridedSliceOptions options)
    {
        builder.StartTable(6);
        builder.AddInt(0, options.BeginMask, 0);
        builder.AddInt(1, options.EndMask, 0);
        builder.AddInt(2, options.EllipsisMask, 0);
        builder.AddInt(3, options.NewAxisMask, 0);
        builder.AddInt(4, options.ShrinkMask, 0);
        builder.AddBool(5, options.Offset, false);
        return builder.EndTable();
    }

    private static int Numbers(FlatBufferBuilder builder, params ReadOnlySpan<int> values)
    {
        builder.StartTable(values.Length);
        for (int field = 0; field < values.Length; field++)
        {
            builder.AddInt(field, values[field], 0);
        }

        return builder.EndTable();
    }
}
