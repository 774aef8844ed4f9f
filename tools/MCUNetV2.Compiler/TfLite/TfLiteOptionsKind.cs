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
    Reshape = 17,
    Mul = 21,
    Reducer = 27,
    Sub = 28,
    Squeeze = 30,
    ResizeNearestNeighbor = 74,
}
