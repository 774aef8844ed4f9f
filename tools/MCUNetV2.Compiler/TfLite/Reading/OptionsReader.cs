// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.TfLite.Reading;

/// <summary>Decodes the BuiltinOptions union of an operator.</summary>
internal static class OptionsReader
{
    /// <returns>Null when the operator has no options, or options that no supported operator uses.</returns>
    public static TfLiteOptions? Read(TfLiteOptionsKind kind, FlatTable? options) => options is { } o ? Read(kind, o) : null;

    private static TfLiteOptions? Read(TfLiteOptionsKind kind, FlatTable o) => kind switch
    {
        TfLiteOptionsKind.Conv2D => new Conv2DOptions(
            Padding(o, 0), o.Int32(2), o.Int32(1), Activation(o, 3), DilationHeight: o.Int32(5, 1), DilationWidth: o.Int32(4, 1)),
        TfLiteOptionsKind.DepthwiseConv2D => new DepthwiseConv2DOptions(
            Padding(o, 0), o.Int32(2), o.Int32(1), o.Int32(3), Activation(o, 4), DilationHeight: o.Int32(6, 1), DilationWidth: o.Int32(5, 1)),
        TfLiteOptionsKind.Pool2D => new Pool2DOptions(
            Padding(o, 0), o.Int32(2), o.Int32(1), FilterHeight: o.Int32(4), FilterWidth: o.Int32(3), Activation(o, 5)),
        TfLiteOptionsKind.FullyConnected => new FullyConnectedOptions(Activation(o, 0), o.Boolean(2), o.Byte(1)),
        TfLiteOptionsKind.Softmax => new SoftmaxOptions(o.Single(0)),
        TfLiteOptionsKind.Concatenation => new ConcatenationOptions(o.Int32(0), Activation(o, 1)),
        TfLiteOptionsKind.Add => new AddOptions(Activation(o, 0)),
        TfLiteOptionsKind.L2Normalization => new L2NormalizationOptions(Activation(o, 0)),
        TfLiteOptionsKind.Sub => new SubOptions(Activation(o, 0)),
        TfLiteOptionsKind.Mul => new MulOptions(Activation(o, 0)),
        TfLiteOptionsKind.Reshape => new ReshapeOptions(o.Int32s(0)),
        TfLiteOptionsKind.ResizeNearestNeighbor => new ResizeNearestNeighborOptions(o.Boolean(0), o.Boolean(1)),
        TfLiteOptionsKind.Reducer => new ReducerOptions(o.Boolean(0)),
        TfLiteOptionsKind.Squeeze => new SqueezeOptions(o.Int32s(0)),
        TfLiteOptionsKind.ResizeBilinear => new ResizeBilinearOptions(o.Boolean(2), o.Boolean(3)),
        TfLiteOptionsKind.LeakyRelu => new LeakyReluOptions(o.Single(0)),
        TfLiteOptionsKind.Gelu => new GeluOptions(o.Boolean(0)),
        TfLiteOptionsKind.Div => new DivOptions(Activation(o, 0)),
        TfLiteOptionsKind.TransposeConv => new TransposeConvOptions(Padding(o, 0), o.Int32(2), o.Int32(1), Activation(o, 3)),
        TfLiteOptionsKind.StridedSlice => new StridedSliceOptions(o.Int32(0), o.Int32(1), o.Int32(2), o.Int32(3), o.Int32(4), o.Boolean(5)),
        TfLiteOptionsKind.Split => new SplitOptions(o.Int32(0)),
        TfLiteOptionsKind.SplitV => new SplitVOptions(o.Int32(0)),
        TfLiteOptionsKind.Pack => new PackOptions(o.Int32(0), o.Int32(1)),
        TfLiteOptionsKind.Unpack => new UnpackOptions(o.Int32(0), o.Int32(1)),
        TfLiteOptionsKind.Gather => new GatherOptions(o.Int32(0), o.Int32(1)),
        TfLiteOptionsKind.MirrorPad => new MirrorPadOptions(o.Byte(0) == 1),
        TfLiteOptionsKind.DepthToSpace => new DepthToSpaceOptions(o.Int32(0)),
        TfLiteOptionsKind.SpaceToDepth => new SpaceToDepthOptions(o.Int32(0)),
        _ => null,
    };

    private static TfLitePadding Padding(FlatTable options, int field) => (TfLitePadding)options.Byte(field);

    private static TfLiteActivation Activation(FlatTable options, int field) => (TfLiteActivation)options.Byte(field);
}
