namespace MCUNetV2.Compiler.Format;

/// <summary>Operators of the package format; the numbers are those of <c>mcunet_operator_kind</c>.</summary>
public enum OperatorKind
{
    Input = 0,
    Conv2D = 1,
    DepthwiseConv2D = 2,
    Add = 3,
    Sub = 4,
    Mul = 5,
    Lookup = 6,
    MaxPool2D = 7,
    AveragePool2D = 8,
    Mean = 9,
    Pad = 10,
    ResizeNearest = 11,
    Concatenation = 12,
    Reshape = 13,
    Transpose = 14,
    Softmax = 15,
}
