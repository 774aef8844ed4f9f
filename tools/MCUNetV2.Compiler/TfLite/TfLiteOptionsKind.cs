// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.TfLite;

/// <summary>Tags of the schema's BuiltinOptions union, for the members that this library reads and writes.</summary>
internal enum TfLiteOptionsKind : byte
{
    None = 0,
    Conv2D = 1,
    DepthwiseConv2D = 2,
    Pool2D = 5,
    FullyConnected = 8,
    Softmax = 9,
    Concatenation = 10,
    Add = 11,
    L2Normalization = 12,
    ResizeBilinear = 15,
    Reshape = 17,
    SpaceToDepth = 19,
    Mul = 21,
    Gather = 23,
    Reducer = 27,
    Sub = 28,
    Div = 29,
    Squeeze = 30,
    StridedSlice = 32,
    Split = 35,
    TransposeConv = 49,
    Pack = 59,
    Unpack = 64,
    ResizeNearestNeighbor = 74,
    LeakyRelu = 75,
    MirrorPad = 77,
    SplitV = 79,
    DepthToSpace = 94,
    Gelu = 116,
}
